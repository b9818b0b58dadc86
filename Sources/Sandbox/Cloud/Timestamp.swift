import FoundationEssentials

/// How Webex writes points in time: ISO 8601 in UTC.
enum Timestamp {
    /// With milliseconds, as messaging does.
    static func milliseconds(_ date: Date) -> String {
        // A Date is a Double: without rounding, .123 may be written as .122.
        let rounded = (date.timeIntervalSince1970 * 1000).rounded() / 1000 + 0.000_1
        return Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            .format(Date(timeIntervalSince1970: rounded))
    }

    /// With whole seconds, as meetings and recordings do.
    static func seconds(_ date: Date) -> String { Date.ISO8601FormatStyle().format(date) }

    /// Without punctuation, as ids of occurrences end: `20260302T090000Z`.
    static func compact(_ date: Date) -> String { seconds(date).filter { $0 != "-" && $0 != ":" } }

    /// Milliseconds since 1970, as frames of the event socket carry them.
    static func epochMilliseconds(_ date: Date) -> Int { Int((date.timeIntervalSince1970 * 1000).rounded()) }

    /// Reads a date, or a date and time with or without a fraction.
    static func parse(_ text: String) -> Date? {
        let whole = text.contains("T") ? text : text + "T00:00:00Z"
        return (try? Date.ISO8601FormatStyle().parse(whole))
            ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(whole))
    }
}
