import JSONTree
import Recordings

/// An event as the journal keeps it, to be handled after a restart: ids and an address of Webex, nothing that anybody wrote.
extension IncomingEvent {
    var members: [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        switch kind {
        case .message: members.append(.init("what", .string(What.message.rawValue)))
        case .cardAction: members.append(.init("what", .string(What.cardAction.rawValue)))
        case .forwardedRecording(let instance):
            members.append(.init("what", .string(What.forwarded.rawValue)))
            members.append(.init("instance", .string(instance.text)))
        }
        members.append(.init("resource", .string(resource)))
        if let resolver { members.append(.init("resolver", .string(resolver))) }
        return members + [.init("person", .string(actor.publicID)), .init("person_key", .string(actor.key))]
    }

    /// Nothing where the line does not say enough, as those of earlier versions.
    init?(_ id: EventID, _ value: JSONValue) {
        guard let kind = Kind(value), let resource = value["resource"]?.string,
            let person = value["person"]?.string, let key = value["person_key"]?.string
        else { return nil }
        self.init(
            id: id, kind: kind, resource: resource, resolver: value["resolver"]?.string,
            actor: PersonID(publicID: person, key: key))
    }
}

/// The kinds of events by their names in the journal.
private enum What: String {
    case message
    case cardAction = "card-action"
    case forwarded
}

extension IncomingEvent.Kind {
    fileprivate init?(_ value: JSONValue) {
        switch value["what"]?.string.flatMap(What.init(rawValue:)) {
        case .message: self = .message
        case .cardAction: self = .cardAction
        case .forwarded:
            guard let instance = value["instance"]?.string else { return nil }
            self = .forwardedRecording(instance: MeetingID(instance))
        case nil: return nil
        }
    }
}
