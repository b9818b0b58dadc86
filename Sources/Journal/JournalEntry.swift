import FoundationEssentials
import JSONTree
import Recordings

/// One line of the journal.
enum JournalEntry: Equatable {
    case accepted(EventID, at: Date)
    case answered(EventID, at: Date)
    /// The name of our device, which owns the websocket.
    case device(String)
    /// Of a kind that this version does not know: kept, because another version does.
    case unknown

    /// Reads one line.
    ///
    /// - Returns: Nothing when the line is torn or was never one of ours.
    init?(parsing line: some Collection<UInt8>) {
        guard let value = try? JSONValue(parsing: line), let kind = value["kind"]?.string else { return nil }
        let event = value["event"]?.string.map { EventID($0) }
        let time = value["time"]?.string.flatMap { try? Self.timeFormat.parse($0) }
        switch (kind, event, time) {
        case ("accepted", let event?, let time?): self = .accepted(event, at: time)
        case ("answered", let event?, let time?): self = .answered(event, at: time)
        case ("device", _, _):
            guard let name = value["name"]?.string else { return nil }
            self = .device(name)
        case ("accepted", _, _), ("answered", _, _): return nil
        default: self = .unknown
        }
    }

    /// The line with its line feed; an unknown entry has none of its own.
    var line: [UInt8] {
        switch self {
        case .accepted(let event, let time): Self.line("accepted", event, time)
        case .answered(let event, let time): Self.line("answered", event, time)
        case .device(let name): (["kind": "device", "name": .string(name)] as JSONValue).utf8 + [lineFeed]
        case .unknown: []
        }
    }

    private static func line(_ kind: String, _ event: EventID, _ time: Date) -> [UInt8] {
        let value: JSONValue = [
            "kind": .string(kind), "time": .string(timeFormat.format(time)), "event": .string(event.text),
        ]
        return value.utf8 + [lineFeed]
    }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

let lineFeed = UInt8(ascii: "\n")
