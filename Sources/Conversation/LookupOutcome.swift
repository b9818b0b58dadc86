package import Cards
package import Recordings

/// What a look-up came to, before anything is said about it.
package enum LookupOutcome: Sendable, Equatable {
    case found(FoundRecordings)
    /// Neither the typed host nor the requester has such a meeting, or Webex does not show their meetings.
    case meetingNotFound
    /// Webex does not tell which meeting the link leads to.
    case linkNotResolved
    /// The meeting is there, no recording of it lies in the window; `isExpected` when Webex says that one is coming.
    case nothingRecorded(LookupSubject, isExpected: Bool)
    /// There are recordings and none of them may be had; by the rule that refused most of them.
    case denied(LookupSubject, DenialReason)
    /// There are recordings to be had, and Webex gives no links to them.
    case noLinks(LookupSubject)
}

/// Which meeting a look-up ended at, for the audit log.
package struct LookupSubject: Sendable, Equatable {
    package var meeting: MeetingID?
    package var host: EmailAddress?
    package var number: MeetingNumber?
    /// The typed host is not known here, and the requester's own meetings were used.
    package var isHostUnknown = false
}

/// The recordings that somebody may have, and what was held back.
package struct FoundRecordings: Sendable, Equatable {
    package var subject: LookupSubject
    package var groups: [RecordingsCard.Group]
    /// How many recordings of the same request were refused, by rule.
    package var refused: [DenialReason: Int]
    /// There are more than one answer holds.
    package var moreExist: Bool
}
