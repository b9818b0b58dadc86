package import FoundationEssentials

/// A meeting on somebody's calendar with everything that took place under it.
package struct MeetingSeries: Sendable, Equatable {
    /// Where it takes place, which decides how Webex lists it.
    package enum Place: Sendable, Equatable {
        case scheduled
        /// In the host's personal room.
        case personalRoom
        /// Started from a group room; its schedule is never listed. The room's id.
        case space(String)
    }

    /// The next time it is planned for.
    package struct Occurrence: Sendable, Equatable {
        package var start: Date
        package var end: Date
    }

    /// 32 hexadecimal digits.
    package var id: String
    package var number: String
    package var title: String
    package var webLink: String
    /// The host's account id.
    package var host: String
    /// The account ids of those invited, without the host.
    package var invitees: [String]
    package var place: Place
    package var upcoming: Occurrence?
    /// Newest first.
    package var instances: [MeetingInstance]

    /// Whether `account` sees this meeting in their own listing: hosts and invitees do.
    package func isVisible(to account: Account) -> Bool { account.id == host || invitees.contains(account.id) }
}

/// One time that a meeting took place.
package struct MeetingInstance: Sendable, Equatable {
    /// The id of the series, `_I_` and digits.
    package var id: String
    package var start: Date
    package var end: Date
    /// In the order in which they were made.
    package var recordings: [StoredRecording]

    /// How long Webex takes to show what is running or has ended.
    package static let delay: TimeInterval = 15 * 60

    /// Whether the instance shows at `now`: a running one 15 minutes after its start, an ended one 15 minutes after its end.
    package func isListed(at now: Date) -> Bool {
        hasEnded(at: now) ? end.addingTimeInterval(Self.delay) <= now : start.addingTimeInterval(Self.delay) <= now
    }

    /// Whether the meeting is over at `now`.
    package func hasEnded(at now: Date) -> Bool { end <= now }
}

/// One recording of an instance.
package struct StoredRecording: Sendable, Equatable {
    /// What a temporary link can lead to.
    package enum File: String, Sendable, CaseIterable { case video, audio, transcript }

    /// 32 hexadecimal digits.
    package var id: String
    package var topic: String
    /// When the record button was pressed.
    package var recordedAt: Date
    /// When Webex had finished the file; nobody sees the recording earlier.
    package var createdAt: Date
    /// How long it plays.
    package var seconds: Int
    /// In bytes.
    package var size: Int
    /// `MP4`, `ARF` or `UPLOADED`.
    package var format: String
    /// The files that direct links exist for; none for what was recorded by other products.
    package var files: Set<File>
    /// Whether the host or the site switched downloading off.
    package var preventsDownload: Bool
}
