package import FoundationEssentials
package import Logging

/// One event of the log, as it is written: flat, and without secrets.
package struct LogRecord: Sendable, Equatable {
    package var time: Date
    package var level: Logger.Level
    /// Which part of the program speaks.
    package var label: String
    package var message: String
    /// The facts, by dotted lower-case key.
    package var facts: [String: String]

    /// Flattens nested metadata and takes the secrets out.
    ///
    /// - Parameters:
    ///   - event: As the logger handed it over; its error becomes the fact `error`.
    ///   - label: Of the logger.
    ///   - inherited: The metadata of the logger itself; that of the event wins.
    ///   - time: When it happened.
    package init(_ event: LogEvent, label: String, inherited: Logger.Metadata, at time: Date) {
        self.time = time
        self.level = event.level
        self.label = label
        message = Redaction.redactingCredentials(in: event.message.description)
        facts = [:]
        add(.dictionary(inherited), under: "")
        if let error = event.error { add(.string("\(error)"), under: "error") }
        add(.dictionary(event.metadata ?? [:]), under: "")
    }

    private mutating func add(_ value: Logger.MetadataValue, under key: String) {
        switch value {
        case .string(let text): set(text, for: key)
        case .stringConvertible(let value): set(value.description, for: key)
        case .dictionary(let members):
            for (name, value) in members { add(value, under: key.isEmpty ? name : "\(key).\(name)") }
        case .array(let elements):
            for (index, value) in elements.enumerated() { add(value, under: "\(key).\(index)") }
        }
    }

    private mutating func set(_ text: String, for key: String) {
        let isSecret = Redaction.isSecret(key)
        facts[key.lowercased()] = isSecret ? Redaction.placeholder : Redaction.redactingCredentials(in: text)
    }
}
