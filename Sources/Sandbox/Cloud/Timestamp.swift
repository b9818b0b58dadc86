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

    /// As every HTTP answer says what time it is.
    static func http(_ date: Date) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.weekday, .month], from: date)
        let words = seconds(date).split { "-T:Z".contains($0) }
        let (day, month) = (days[(parts.weekday ?? 1) - 1], months[(parts.month ?? 1) - 1])
        return "\(day), \(words[2]) \(month) \(words[0]) \(words[3...5].joined(separator: ":")) GMT"
    }

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
