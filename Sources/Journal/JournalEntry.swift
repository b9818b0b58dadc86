import FoundationEssentials
import JSONTree
import Recordings

/// One line of the journal.
enum JournalEntry: Equatable {
    case accepted(EventID, at: Date)
    case answered(EventID, at: Date)
    /// The name of our device, which owns the websocket.
    case device(String)
    /// Somebody has been welcomed; the text is the key of the person's id.
    case greeted(String)
    /// Somebody, by the key of the id, is answered in the language of this tag.
    case language(String, of: String)
    case watchBegun(Watch)
    case watchEnded(EventID)
    /// Of a kind that this version does not know: kept, because another version does.
    case unknown

    /// Reads one line.
    ///
    /// - Returns: Nothing when the line is torn or was never one of ours.
    init?(parsing line: some Collection<UInt8>) {
        guard let value = try? JSONValue(parsing: line), let kind = value["kind"]?.string else { return nil }
        guard let kind = Kind(rawValue: kind) else {
            self = .unknown
            return
        }
        guard let entry = Self.entry(kind, value) else { return nil }
        self = entry
    }

    /// The line with its line feed; an unknown entry has none of its own.
    var line: [UInt8] {
        switch self {
        case .accepted(let event, let time): Self.line(.accepted, ["time": Self.text(time), "event": Self.text(event)])
        case .answered(let event, let time): Self.line(.answered, ["time": Self.text(time), "event": Self.text(event)])
        case .device(let name): Self.line(.device, ["name": .string(name)])
        case .greeted(let person): Self.line(.greeted, ["person": .string(person)])
        case .language(let tag, let person): Self.line(.language, ["person": .string(person), "tag": .string(tag)])
        case .watchBegun(let watch): Self.line(.watchBegun, watch.members)
        case .watchEnded(let event): Self.line(.watchEnded, ["event": Self.text(event)])
        case .unknown: []
        }
    }
}

extension JournalEntry {
    private enum Kind: String {
        case accepted, answered, device, greeted, language
        case watchBegun = "watch-begun"
        case watchEnded = "watch-ended"
    }

    private static func entry(_ kind: Kind, _ value: JSONValue) -> Self? {
        let event = value["event"]?.string.map { EventID($0) }
        let time = value["time"]?.string.flatMap(date)
        let person = value["person"]?.string
        switch kind {
        case .accepted: return event.flatMap { event in time.map { .accepted(event, at: $0) } }
        case .answered: return event.flatMap { event in time.map { .answered(event, at: $0) } }
        case .device: return value["name"]?.string.map { .device($0) }
        case .greeted: return person.map { .greeted($0) }
        case .language: return person.flatMap { person in value["tag"]?.string.map { .language($0, of: person) } }
        case .watchBegun: return Watch(value).map { .watchBegun($0) }
        case .watchEnded: return event.map { .watchEnded($0) }
        }
    }

    private static func line(_ kind: Kind, _ members: JSONValue) -> [UInt8] {
        let all = [JSONObject.Member("kind", .string(kind.rawValue))] + (members.object?.members ?? [])
        return JSONValue.object(JSONObject(all)).utf8 + [lineFeed]
    }

    private static func text(_ event: EventID) -> JSONValue { .string(event.text) }
    fileprivate static func text(_ time: Date) -> JSONValue { .string(timeFormat.format(time)) }
    fileprivate static func date(_ text: String) -> Date? { try? timeFormat.parse(text) }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension Watch {
    /// Ids, an address and numbers: nothing that anybody wrote.
    fileprivate var members: JSONValue {
        var members: [JSONObject.Member] = [
            .init("event", .string(id.text)), .init("until", JournalEntry.text(until)),
            .init("person", .string(person.publicID)), .init("person_key", .string(person.key)),
        ]
        switch request.subject {
        case .number(let number): members.append(.init("number", .string(number.digits)))
        case .link(let link): members.append(.init("link", .string(link.text)))
        case .instance(let instance): members.append(.init("instance", .string(instance.text)))
        }
        if let host = request.host { members.append(.init("host", .string(host.text))) }
        members.append(.init("days", JSONValue(request.daysBack)))
        return .object(JSONObject(members))
    }

    fileprivate init?(_ value: JSONValue) {
        guard let event = value["event"]?.string, let until = value["until"]?.string.flatMap(JournalEntry.date),
            let person = value["person"]?.string, let key = value["person_key"]?.string,
            let days = value["days"]?.integer, let subject = RecordingRequest.Subject(value)
        else { return nil }
        let request = RecordingRequest(
            subject: subject, host: value["host"]?.string.flatMap { EmailAddress($0) }, daysBack: Int(days),
            path: .watch)
        self.init(
            id: EventID(event), person: PersonID(publicID: person, key: key), request: request, until: until)
    }
}

extension RecordingRequest.Subject {
    fileprivate init?(_ value: JSONValue) {
        if let number = value["number"]?.string.flatMap({ MeetingNumber($0) }) {
            self = .number(number)
        } else if let link = value["link"]?.string.flatMap({ MeetingLink($0) }) {
            self = .link(link)
        } else if let instance = value["instance"]?.string {
            self = .instance(MeetingID(instance))
        } else {
            return nil
        }
    }
}

let lineFeed = UInt8(ascii: "\n")
