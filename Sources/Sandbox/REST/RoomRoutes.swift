import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let roomRoutes = [
        Route(.get, "/v1/rooms", listRooms),
        Route(.get, "/v1/rooms/{id}", room),
    ]

    /// The rooms that the caller is in.
    private func listRooms(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        let page = try Page(call, default: 100, limit: 1000, behaviour.paging)
        var rooms = withState { $0.rooms.rooms(of: account) }
        if let type = call.query("type") {
            guard let kind = Room.Kind(rawValue: type) else {
                throw APIError.badRequest("'type' has an unknown value.")
            }
            rooms.removeAll { $0.kind != kind }
        }
        switch call.query("sortBy") ?? "lastactivity" {
        case "lastactivity": rooms.sort { ($0.lastActivity, $0.id) > ($1.lastActivity, $1.id) }
        case "created": rooms.sort { ($0.created, $0.id) > ($1.created, $1.id) }
        case "id": rooms.sort { $0.id < $1.id }
        default: throw APIError.badRequest("'sortBy' has an unknown value.")
        }
        return page.answer(rooms, to: call, at: origin) { room($0, for: account) }
    }

    private func room(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        return .json(room(try room(call.id, for: account), for: account))
    }

    /// The room with this public id, as long as `account` is in it.
    func room(_ id: String, for account: Account) throws -> Room {
        guard let key = ids.key(of: id, .room), let room = withState({ $0.rooms.room(key, for: account) }) else {
            throw APIError.notFound
        }
        return room
    }

    /// In a direct room, everybody sees the other one's name as its title.
    private func room(_ room: Room, for account: Account) -> JSONValue {
        let other = room.members.first { $0 != account.id }.flatMap(company.account(id:))
        return [
            "id": .string(ids.encode(.room, room.id)),
            "title": .string(room.title ?? other?.name ?? "Empty Title"),
            "type": .string(room.kind.rawValue),
            "isLocked": false,
            "lastActivity": .string(Timestamp.milliseconds(room.lastActivity)),
            "creatorId": .string(ids.encode(.person, room.creator)),
            "created": .string(Timestamp.milliseconds(room.created)),
            "ownerId": .string(ids.encode(.organization, company.organization.id)),
            "isPublic": false,
            "isReadOnly": false,
        ]
    }
}
