package import FoundationEssentials

/// Which alerts stand, and when admins were last told: what decides whether they are told now.
///
/// A message counts as told when Webex has taken it for somebody, or will never take it: ``told(_:since:at:)``. Per cause at most one message an hour says that something stands, and one that it is over, if it was told before. What
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
    /// Who has claimed the grant without any admin having been told, oldest first; the last few.
    private var claims: [String] = []
    private static let mostClaims = 16

    /// Nothing stands.
    package init() {}

    /// What stands, in a fixed order.
    package var standing: [AlertCause] { AlertCause.allCases.filter { entries[$0.rawValue]?.stands == true } }

    /// Notes what stands now.
    ///
    /// - Parameters:
    ///   - alerts: At most one of each cause.
    ///   - undecided: Of these causes nobody knows whether they stand; they stay as they are unless they are among `alerts`.
    ///   - waiting: What is on its way to admins and neither told nor given up, so that it need not be told again.
    ///   - now: The time; one before the last means that the clock was set back, and silences nothing for long.
    /// - Returns: What admins are to be told, time and again until it counts as told or is among `waiting`.
    package mutating func note(
        _ alerts: [Alert], undecided: Set<AlertCause> = [], waiting: [AlertNotice] = [], at now: Date
    ) -> [AlertNotice] {
        let raised = Set(waiting.compactMap(\.raisedCause))
        let notices = AlertCause.allCases.compactMap { cause -> AlertNotice? in
            if let alert = alerts.first(where: { $0.cause == cause }) {
                let isDue = raise(alert, at: now) && !raised.contains(cause)
                return isDue ? .raised(alert) : nil
            }
            guard !undecided.contains(cause), let tellings = end(cause) else { return nil }
            return tellings > 0 || raised.contains(cause) ? .over(cause) : nil
        }
        return notices + claims.map { .claimed(by: $0) }.filter { !waiting.contains($0) }
    }

    /// Notes that somebody of this address has authorized the bot, for admins to be told.
    package mutating func noteClaim(by address: String) {
        claims.removeAll { $0 == address }
        claims = (claims + [address]).suffix(Self.mostClaims)
    }

    /// Notes that an admin has been told, or never can be.
    ///
    /// - Parameters:
    ///   - notice: What was told; counts once, however many admins there are.
    ///   - start: When it was due.
    ///   - now: The time.
    package mutating func told(_ notice: AlertNotice, since start: Date, at now: Date) {
        switch notice {
        case .raised(let alert):
            var entry = entries[alert.cause.rawValue] ?? Entry()
            if let last = entry.lastTold, last >= start, last <= now { return }
            // It may be over by now, and begins anew some day.
            if entry.stands { entry.tellings += 1 }
            entry.lastTold = now
            entries[alert.cause.rawValue] = entry
        case .claimed(let address): claims.removeAll { $0 == address }
        case .over: break
        }
    }

    /// - Returns: Whether it is time to tell.
    private mutating func raise(_ alert: Alert, at now: Date) -> Bool {
        entries[alert.cause.rawValue, default: Entry()].stands = true
        guard let entry = entries[alert.cause.rawValue], let last = entry.lastTold else { return true }
        return abs(now.timeIntervalSince(last)) >= Self.pause(alert.cause, after: entry.tellings)
    }

    /// - Returns: How often it was told that it stands; nothing when it does not stand.
    private mutating func end(_ cause: AlertCause) -> Int? {
        guard let entry = entries[cause.rawValue], entry.stands else { return nil }
        entries[cause.rawValue] = Entry(lastTold: entry.lastTold)
        return entry.tellings
    }

    /// How long nothing is told about a cause that was told this often since it began.
    private static func pause(_ cause: AlertCause, after tellings: Int) -> TimeInterval {
        if cause == .grantEnding { return day }
        return min(day, hour * Double(1 << min(max(tellings - 1, 0), 5)))
    }
}

extension AlertBook {
    private enum CodingKeys: CodingKey { case entries, claims }

    /// Reads a book, also one from before claims were kept.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entries = try container.decode([String: Entry].self, forKey: .entries)
        claims = try container.decodeIfPresent([String].self, forKey: .claims) ?? []
    }
}
