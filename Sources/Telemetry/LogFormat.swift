import FoundationEssentials
import JSONTree
import Logging

/// How one record becomes one line.
package enum LogFormat: String, Sendable, CaseIterable {
    /// A JSON object, for machines that collect logs.
    case json
    /// For people at a terminal.
    case text

    /// The record on one line, with its line feed, whatever characters are in it.
    package func line(_ record: LogRecord) -> [UInt8] {
        switch self {
        case .json: Array("\(Self.json(record).text)\n".utf8)
        case .text: Array("\(Self.text(record))\n".utf8)
        }
    }

    private static let timeFormat = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func json(_ record: LogRecord) -> JSONValue {
        var object = JSONObject([
            .init("time", .string(timeFormat.format(record.time))),
            .init("level", .string(record.level.rawValue)),
            .init("message", .string(record.message)),
            .init("label", .string(record.label)),
        ])
        for (key, value) in record.facts.sorted(by: { $0.key < $1.key }) {
            // A fact never takes the place of what every line has.
            object[object[key] == nil ? key : "metadata.\(key)"] = .string(value)
        }
        return .object(object)
    }

    private static func text(_ record: LogRecord) -> String {
        let level = record.level.rawValue.uppercased()
        let padding = String(repeating: " ", count: max(0, "CRITICAL".count - level.count))
        let head = "\(timeFormat.format(record.time)) \(level)\(padding) \(record.label): \(visible(record.message))"
        return record.facts.sorted { $0.key < $1.key }.reduce(head) { line, fact in
            "\(line) \(visible(fact.key))=\(word(fact.value))"
        }
    }

    /// The value as one word: in double quotes where it is not one.
    private static func word(_ value: String) -> String {
        let isWord = !value.isEmpty && !value.contains { $0.isWhitespace || $0 == "\"" || $0 == "=" }
        return visible(isWord ? value : JSONValue.string(value).text)
    }

    /// Control characters written out: somebody else's text must not move the cursor or begin a line of its own.
    private static func visible(_ text: String) -> String {
        var visible = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: visible += scalar.escaped(asASCII: true)
            default: visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }
}
