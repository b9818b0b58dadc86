import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let peopleRoutes = [
        Route(.get, "/v1/people/me", me),
        Route(.get, "/v1/people", listPeople),
        Route(.get, "/v1/people/{id}", person),
    ]

    private func me(_ call: Call) throws -> ServerResponse {
        let caller = try directoryReader(call)
        return .json(person(caller.account))
    }

    private func person(_ call: Call) throws -> ServerResponse {
        _ = try directoryReader(call)
        guard let key = ids.key(of: call.id, .person), let account = company.account(id: key) else {
            throw APIError.notFound
        }
        return .json(person(account))
    }

    /// Non-administrators must name somebody, and addresses are looked up inside the caller's own organization.
    private func listPeople(_ call: Call) throws -> ServerResponse {
        let caller = try directoryReader(call)
        let colleagues = colleagues(of: caller.account)
        let page = try Page(call, default: 100, limit: 1000, behaviour.paging)
        if let list = call.query("id") {
            let keys = list.split(separator: ",").map { ids.key(of: String($0), .person) }
            guard keys.count <= 85 else { throw APIError.badRequest("At most 85 ids can be given.") }
            let found = keys.compactMap { $0.flatMap(company.account(id:)) }
            return page.answer(found, to: call, at: origin, person)
        }
        if let email = call.query("email")?.lowercased() {
            return page.answer(colleagues.filter { $0.emails.contains(email) }, to: call, at: origin, person)
        }
        if let name = call.query("displayName")?.lowercased() {
            let found = colleagues.filter { $0.name.lowercased().hasPrefix(name) }
            return page.answer(found, to: call, at: origin, person)
        }
        guard caller.account.roles.contains(.admin) else {
            throw APIError.badRequest("Email, displayName, or id list should be specified.")
        }
        return page.answer(colleagues, to: call, at: origin, person)
    }

    private func directoryReader(_ call: Call) throws -> Caller {
        let caller = try caller(of: call)
        try caller.require(anyOf: Scope.people, Scope.everything)
        return caller
    }

    private func person(_ account: Account) -> JSONValue {
        let sipAddresses = account.personalRooms.map { room -> JSONValue in
            let address = "\(account.email.prefix { $0 != "@" })@\(room.site)"
            return ["type": "personal-room", "value": .string(address), "primary": false]
        }
        return .object([
            "id": .string(ids.encode(.person, account.id)),
            "emails": .array(account.emails.map(JSONValue.string)),
            "phoneNumbers": [],
            "displayName": .string(account.name),
            "nickName": .string(account.firstName),
            "firstName": .string(account.firstName),
            "lastName": .string(account.lastName),
            "userName": .string(account.email),
            // Nobody makes a bot without choosing a picture; people often have none.
            "avatar": account.kind == .bot ? .string("https://\(company.site)/avatar/\(account.id)~1600") : nil,
            "orgId": .string(ids.encode(.organization, account.organization.id)),
            "created": "2023-05-04T10:11:12.131Z",
            "timezone": account.timeZone.map(JSONValue.string),
            "sipAddresses": sipAddresses.isEmpty ? nil : .array(sipAddresses),
            "type": .string(account.kind.rawValue),
        ])
    }
}
