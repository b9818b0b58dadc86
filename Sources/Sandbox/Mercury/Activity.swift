import FoundationEssentials
import JSONTree

/// Describes what happened in a room the way the event socket does: ids in the clear, everything written encrypted.
struct Activity {
    enum Verb: String { case post, share, cardAction, delete }

    /// Stands where Webex has a JWE that only key holders can read.
    static let encrypted: JSONValue = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..FAKEIV.FAKECIPHERTEXT.FAKETAG"
    static let keyURL: JSONValue = "kms://kms-us.wbx2.example/keys/2a3b4c5d-6e7f-4081-99ca-3b4c5d6e7f80"

    let id: String
    let verb: Verb
    let published: Date
    let actor: Account
    let room: Room
    let object: JSONValue
    /// For a card submission, the message with the card; for an answer, the message that its thread hangs from.
    var parent: Message?

    func json(ids: PublicIDs, origin: String) -> JSONValue {
        let service = "\(origin)/conversation/api/v1"
        return .object([
            "id": .string(id),
            "objectType": "activity",
            "url": .string("\(service)/activities/\(id)"),
            "published": .string(Timestamp.milliseconds(published)),
            "verb": .string(verb.rawValue),
            "actor": actorJSON,
            "object": object,
            "target": target(ids: ids, service: service),
            "clientTempId": .string("tmp_\(id.prefix(8))"),
            "encryptionKeyUrl": Self.keyURL,
            "vectorCounters": ["sourceDC": "ACHM", "counters": ["ACHM": 42]],
            "parent": parent.map(parentJSON),
        ])
    }

    private var actorJSON: JSONValue {
        [
            "id": .string(actor.email),
            "objectType": "person",
            "displayName": .string(actor.name),
            "orgId": .string(actor.organization.id),
            "emailAddress": .string(actor.email),
            "entryUUID": .string(actor.id),
            "type": actor.kind == .bot ? "BOT" : "PERSON",
        ]
    }

    private func target(ids: PublicIDs, service: String) -> JSONValue {
        [
            "id": .string(room.id),
            "objectType": "conversation",
            "url": .string("\(service)/conversations/\(room.id)"),
            "participants": ["items": []],
            "activities": ["items": []],
            "tags": room.kind == .direct ? ["ONE_ON_ONE"] : [],
            "globalId": .string(ids.encode(.room, room.id)),
        ]
    }

    private func parentJSON(_ message: Message) -> JSONValue {
        [
            "actorId": .string(message.author),
            "id": .string(message.id),
            "published": .string(Timestamp.milliseconds(message.created)),
            "type": verb == .cardAction ? "cardAction" : "reply",
        ]
    }
}

extension Activity {
    /// Somebody wrote, perhaps in the thread of `parent`.
    static func post(_ message: Message, by author: Account, in room: Room, parent: Message?) -> Activity {
        var object: JSONValue = ["objectType": "comment", "displayName": encrypted]
        if !message.mentioned.isEmpty {
            let items = message.mentioned.map { ["id": .string($0), "objectType": "person"] as JSONValue }
            object = [
                "objectType": "comment", "displayName": encrypted, "content": encrypted,
                "mentions": ["items": .array(items)],
            ]
        }
        return Activity(
            id: message.id, verb: .post, published: message.created, actor: author, room: room, object: object,
            parent: parent)
    }

    /// Somebody pressed a button of a card.
    static func submit(_ action: CardAction, on message: Message, by actor: Account, in room: Room) -> Activity {
        Activity(
            id: action.id, verb: .cardAction, published: action.created, actor: actor, room: room,
            object: ["objectType": "submit", "inputs": encrypted], parent: message)
    }

    /// Somebody forwarded the recordings of a meeting.
    static func share(
        _ instance: MeetingInstance, of series: MeetingSeries, as message: Message, by actor: Account, in room: Room
    ) -> Activity {
        let extensions = instance.recordings.filter { $0.isShared(at: message.created) }.map { recording -> JSONValue in
            [
                "objectType": "extension",
                "encryptionKeyUrl": keyURL,
                "data": ["objectType": "recording", "id": .string(recording.id), "topic": encrypted],
            ]
        }
        let length = instance.end.timeIntervalSince(instance.start)
        let object: JSONValue = [
            "objectType": "meetingContainer",
            "id": .string(StableID.uuid("container", message.id)),
            "displayName": encrypted,
            "encryptionKeyUrl": keyURL,
            "meetingInstanceId": .string(instance.id),
            "meetingNumber": .string(series.number),
            "startTime": .string(Timestamp.milliseconds(instance.start)),
            "durationMs": JSONValue(Int(length * 1000)),
            "extensions": ["items": .array(extensions)],
        ]
        return Activity(
            id: message.id, verb: .share, published: message.created, actor: actor, room: room, object: object)
    }

    /// Somebody took a message back.
    static func delete(_ message: Message, by actor: Account, in room: Room, now: Date) -> Activity {
        Activity(
            id: UUID().uuidString.lowercased(), verb: .delete, published: now, actor: actor, room: room,
            object: ["objectType": "activity", "id": .string(message.id)])
    }
}
