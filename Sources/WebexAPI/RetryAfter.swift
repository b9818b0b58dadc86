package import FoundationEssentials

/// How long Webex asks to wait before the next try.
package enum RetryAfter {
    /// Reads the header: whole seconds, or a date (RFC 9110, section 10.2.3).
    ///
    /// - Returns: At least one second; nothing when there is no header or it cannot be read.
    package static func delay(_ value: String?, now: Date) -> Duration? {
        guard let value = value?.filter({ $0 != "\"" }) else { return nil }
        if let seconds = Double(value), seconds.isFinite { return .seconds(min(max(seconds, 1), 86_400)) }
        guard let date = HTTPDate.parse(value) else { return nil }
        return .seconds(min(max(date.timeIntervalSince(now).rounded(.up), 1), 86_400))
    }
}

/// The date form that HTTP prefers, `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    /// The moment, to the second; nothing when `text` is in another form.
    package static func parse(_ text: String) -> Date? {
        let parts = text.split { " :,-".contains($0) }.map(String.init)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 8, parts[7] == "GMT", let month = months.firstIndex(of: parts[2]) else { return nil }
        let numbers = [parts[1], parts[3], parts[4], parts[5], parts[6]].compactMap { Int($0) }
        guard numbers.count == 5 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(
            year: numbers[1], month: month + 1, day: numbers[0], hour: numbers[2], minute: numbers[3],
            second: numbers[4])
        return calendar.date(from: components)
    }
}
