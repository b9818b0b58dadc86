package import FoundationEssentials

/// Which alerts stand, and when admins were last told: what decides whether they are told now.
///
/// Per cause at most one message an hour says that something stands, and one that it is over, if it was told before. What
/// goes on is told again after an hour, then after two, four and so on, at most once a day; the coming end of the grant
/// once a day from the beginning. It can be written down, so that a restart repeats nothing.
package struct AlertBook: Sendable, Equatable, Codable {
    /// What is known of one cause.
    private struct Entry: Sendable, Equatable, Codable {
        var stands = false
        /// How often it was told since it began.
        var tellings = 0
        var lastTold: Date?
    }

    private static let hour: TimeInterval = 3600
    private static let day: TimeInterval = 24 * 3600

    /// By the words of the causes; a word of another version is kept.
    private var entries: [String: Entry] = [:]

    /// Nothing stands.
    package init() {}

    /// What stands, in a fixed order.
    package var standing: [AlertCause] { AlertCause.allCases.filter { entries[$0.rawValue]?.stands == true } }

    /// Notes what stands now.
    ///
    /// - Parameters:
    ///   - alerts: At most one of each cause.
    ///   - undecided: Of these causes nobody knows whether they stand; they stay as they are unless they are among `alerts`.
    ///   - now: The time; one before the last means that the clock was set back, and silences nothing for long.
    /// - Returns: What admins are to be told.
    package mutating func note(
        _ alerts: [Alert], undecided: Set<AlertCause> = [], at now: Date
    ) -> [AlertNotice] {
        AlertCause.allCases.compactMap { cause in
            if let alert = alerts.first(where: { $0.cause == cause }) { return raise(alert, at: now) }
            return undecided.contains(cause) ? nil : end(cause)
        }
    }

    private mutating func raise(_ alert: Alert, at now: Date) -> AlertNotice? {
        var entry = entries[alert.cause.rawValue] ?? Entry()
        entry.stands = true
        defer { entries[alert.cause.rawValue] = entry }
        let pause = Self.pause(alert.cause, after: entry.tellings)
        if let last = entry.lastTold, abs(now.timeIntervalSince(last)) < pause { return nil }
        entry.tellings += 1
        entry.lastTold = now
        return .raised(alert)
    }

    private mutating func end(_ cause: AlertCause) -> AlertNotice? {
        guard var entry = entries[cause.rawValue], entry.stands else { return nil }
        let wasTold = entry.tellings > 0
        (entry.stands, entry.tellings) = (false, 0)
        entries[cause.rawValue] = entry
        return wasTold ? .over(cause) : nil
    }

    /// How long nothing is told about a cause that was told this often since it began.
    private static func pause(_ cause: AlertCause, after tellings: Int) -> TimeInterval {
        if cause == .grantEnding { return day }
        return min(day, hour * Double(1 << min(max(tellings - 1, 0), 5)))
    }
}
