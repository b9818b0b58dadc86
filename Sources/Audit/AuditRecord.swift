import JSONTree

/// A line of the log as it is read back: every value as text, whatever a line of another time or hand may hold.
package struct AuditRecord: Sendable {
    /// The names of the members, in the order of a line.
    package static let names = [
        "requestor", "meeting_host", "meeting_number", "days_back", "recordings", "status", "description", "time",
        "event_id", "requestor_id", "meeting_id", "path", "rule", "reference", "previous", "chain",
    ]

    private let value: JSONValue
    /// The line itself, without its line feed.
    package let line: [UInt8]

    /// - Returns: Nothing when the line is no JSON object.
    package init?(_ line: [UInt8]) {
        guard let value = try? JSONValue(parsing: line), value.object != nil else { return nil }
        self.value = value
        self.line = line
    }

    /// The value of the member called `name`; empty where it has none, and for `recordings` their ids.
    package func text(_ name: String) -> String {
        switch value[name] {
        case .string(let text)?: text
        case .integer(let number)?: "\(number)"
        case .array?: recordings.joined(separator: " ")
        default: ""
        }
    }

    /// The ids of the recordings that were given.
    package var recordings: [String] {
        meetings.flatMap { $0["recordings"]?.array ?? [] }.compactMap { $0["id"]?.string }
    }

    /// Every meeting that the line is about: by number, by id, or by the id of a time that it ran.
    var meetingNames: [String] {
        [text("meeting_number"), text("meeting_id")].filter { !$0.isEmpty }
            + meetings.compactMap { $0["meetingId"]?.string }
    }

    private var meetings: [JSONValue] { value["recordings"]?.array ?? [] }
}
