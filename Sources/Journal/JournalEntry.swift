import FoundationEssentials
import JSONTree
import Recordings

/// One line of the journal.
enum JournalEntry: Equatable {
    /// Lines of earlier versions say only that there was such an event.
    case accepted(EventID, at: Date, IncomingEvent?)
    /// So many messages are about to be sent, one after the other; perhaps the audit log has a decision about them.
    case sending(EventID, at: Date, messages: Int, isDecided: Bool)
    /// One of them has arrived, and more follow.
    case sent(EventID, at: Date, MessageID)
    /// The requester was told that it takes a moment.
    case noticed(EventID, at: Date, MessageID)
    /// A message of ours that answers nobody.
    case claimed(MessageID, at: Date)
    /// Nothing is left to do; with the message that was the last of the answer, if there is one.
    case answered(EventID, at: Date, MessageID?)
    /// Events reached us at this time.
    case heard(Date)
    /// The name of our device, which owns the websocket.
    case device(String)
    /// Somebody has been welcomed; the text is the key of the person's id.
    case greeted(String)
    /// Somebody, by the key of the id, is answered in the language of this tag.
    case language(String, of: String)
    case watchBegun(Watch)
    /// Its answer is about to be sent; how far it came is in it when the journal is cut down.
    case watchAnswer(EventID, WatchAnswer)
    /// Nothing is waited for any more, and nobody is told.
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
        case .accepted(let event, let time, let details): Self.line(.accepted, event, time, details?.members ?? [])
        case .sending(let event, let time, let count, let isDecided):
            Self.line(.sending, event, time, AnswerProgress(messages: count, isDecided: isDecided).members)
        case .sent(let event, let time, let message): Self.line(.sent, event, time, [.init(message)])
        case .noticed(let event, let time, let message): Self.line(.noticed, event, time, [.init(message)])
        case .claimed(let message, let time):
            Self.line(.claimed, ["time": Self.text(time), "message": .string(message.text)])
        case .answered(let event, let time, let message):
            Self.line(.answered, event, time, message.map { [.init($0)] } ?? [])
        case .heard(let time): Self.line(.heard, ["time": Self.text(time)])
        case .device(let name): Self.line(.device, ["name": .string(name)])
        case .greeted(let person): Self.line(.greeted, ["person": .string(person)])
        case .language(let tag, let person): Self.line(.language, ["person": .string(person), "tag": .string(tag)])
        case .watchBegun(let watch): Self.line(.watchBegun, watch.members)
        case .watchAnswer(let event, let answer):
            Self.line(.watchAnswer, event, answer.began, answer.progress.members)
        case .watchEnded(let event): Self.line(.watchEnded, ["event": Self.text(event)])
        case .unknown: []
        }
    }
}

extension JournalEntry {
    private enum Kind: String {
        case accepted, sending, sent, noticed, claimed, answered, heard, device, greeted, language
        case watchBegun = "watch-begun"
        case watchAnswer = "watch-answer"
        case watchEnded = "watch-ended"
    }

    private static func entry(_ kind: Kind, _ value: JSONValue) -> Self? {
        let event = value["event"]?.string.map { EventID($0) }
        let person = value["person"]?.string
        let time = value["time"]?.string.flatMap(date)
        switch kind {
        case .accepted, .sending, .sent, .noticed, .answered, .watchAnswer:
            return event.flatMap { step(kind, of: $0, value) }
        case .claimed: return message(value).flatMap { message in time.map { .claimed(message, at: $0) } }
        case .heard: return time.map { .heard($0) }
        case .device: return value["name"]?.string.map { .device($0) }
        case .greeted: return person.map { .greeted($0) }
        case .language: return person.flatMap { person in value["tag"]?.string.map { .language($0, of: person) } }
        case .watchBegun: return Watch(value).map { .watchBegun($0) }
        case .watchEnded: return event.map { .watchEnded($0) }
        }
    }

    /// What happened to an event, each with its time.
    private static func step(_ kind: Kind, of event: EventID, _ value: JSONValue) -> Self? {
        guard let time = value["time"]?.string.flatMap(date) else { return nil }
        let message = message(value)
        switch kind {
        case .accepted: return .accepted(event, at: time, IncomingEvent(event, value))
        case .sending:
            let answer = AnswerProgress(value)
            return .sending(event, at: time, messages: answer.messages ?? 1, isDecided: answer.isDecided)
        case .sent: return message.map { .sent(event, at: time, $0) }
        case .noticed: return message.map { .noticed(event, at: time, $0) }
        case .answered: return .answered(event, at: time, message)
        case .watchAnswer:
            var progress = AnswerProgress(value)
            progress.latest = time
            return .watchAnswer(event, WatchAnswer(began: time, progress: progress))
        default: return nil
        }
    }

    private static func message(_ value: JSONValue) -> MessageID? { value["message"]?.string.map { MessageID($0) } }

    private static func line(
        _ kind: Kind, _ event: EventID, _ time: Date, _ more: [JSONObject.Member]
    ) -> [UInt8] {
        line(kind, .object(JSONObject([.init("time", text(time)), .init("event", text(event))] + more)))
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

extension AnswerProgress {
    fileprivate var members: [JSONObject.Member] {
        var members: [JSONObject.Member] = []
        if let messages { members.append(.init("messages", JSONValue(messages))) }
        if isDecided { members.append(.init("decided", .bool(true))) }
        if !sent.isEmpty { members.append(.init("sent", .array(sent.map { .string($0.text) }))) }
        return members
    }

    fileprivate init(_ value: JSONValue) {
        self.init(
            messages: value["messages"]?.integer.map { Int($0) }, isDecided: value["decided"] == .bool(true),
            sent: (value["sent"]?.array ?? []).compactMap { $0.string.map { MessageID($0) } })
    }
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

extension JSONObject.Member {
    fileprivate init(_ message: MessageID) { self.init("message", .string(message.text)) }
}

let lineFeed = UInt8(ascii: "\n")
