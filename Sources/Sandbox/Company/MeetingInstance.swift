package import FoundationEssentials

/// One time that a meeting took place.
package struct MeetingInstance: Sendable, Equatable {
    /// The id of the series, `_I_` and digits.
    package var id: String
    /// Who hosted it, which need not be who hosts the series now.
    package var host: MeetingHost
    /// The account ids of those who were invited to it, without the host.
    package var invitees: [String]
    package var start: Date
    package var end: Date
    /// In the order in which they were made.
    package var recordings: [StoredRecording]

    /// Whether `account` sees the instance in their own listing: its host and those who were invited do.
    package func isVisible(to account: Account) -> Bool { account.id == host.id || invitees.contains(account.id) }

    /// How long Webex takes to show what is running or has ended.
    package static let delay: TimeInterval = 15 * 60

    /// Whether the instance shows at `now`: a running one 15 minutes after its start, an ended one 15 minutes after its end.
    package func isListed(at now: Date) -> Bool {
        hasEnded(at: now) ? end.addingTimeInterval(Self.delay) <= now : start.addingTimeInterval(Self.delay) <= now
    }

    /// Whether the meeting is over at `now`.
    package func hasEnded(at now: Date) -> Bool { end <= now }
}
