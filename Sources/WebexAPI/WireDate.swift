package import FoundationEssentials

/// Time as Webex writes it: ISO 8601, with or without a fraction of the second, in UTC or with an offset.
package enum WireDate {
    /// Reads a time; nothing when it is none.
    package static func parse(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }

    /// Writes a time with milliseconds, in UTC.
    package static func format(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
