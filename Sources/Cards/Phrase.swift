package import Recordings

/// Everything short that the bot says: what happened, and what to do next.
///
/// What people typed goes in as they typed it; it is shown, never read as markup.
package enum Phrase: Sendable, Equatable {
    /// The one line that comes before the first answer to somebody.
    case welcome
    /// What a request looks like.
    case usage
    case missingNumber
    /// A number of the wrong length; the value is how many digits were typed.
    case numberLength(Int)
    /// A part that is neither number, host nor days.
    case unreadablePart(String)
    case secondHost(String)
    case daysOutOfRange(typed: String, maximum: Int)

    case meetingNotFound(MeetingNumber)
    /// No recordings in the window. Without a number one meeting that ran is meant, and `days` does not matter.
    case nothingRecorded(MeetingNumber?, days: Int)
    /// The meeting ended minutes ago, or its recording is being processed.
    case notRecordedYet
    /// There are recordings, but Webex gives no links to them.
    case noLinks
    case forwardedNotFound
    case denied(DenialReason)

    /// No compliance officer has authorized the bot.
    case notAuthorizedYet
    case webexUnavailable
    case webexRefused
    /// Webex wants fewer calls for this long.
    case throttled(minutes: Int)
    /// Our own mistake; the log carries the same reference.
    case internalFailure(reference: String)
    /// The audit log cannot be written, so nothing may be handed out.
    case auditUnavailable

    /// The answer to somebody who is on no list of approved people.
    package static let notApproved = Phrase.denied(.notApproved)
}

extension Phrase {
    /// Which text says this, and with which values.
    var filled: Wording.Filled {
        switch self {
        case .welcome: .init(.welcome)
        case .usage: .init(.usage)
        case .missingNumber: .init(.missingNumber)
        case .numberLength(let digits): .init(.numberLength, count: digits)
        case .unreadablePart(let part): .init(.unreadablePart, ["part": part])
        case .secondHost(let host): .init(.secondHost, ["host": host])
        case .daysOutOfRange(let typed, let maximum):
            .init(.daysOutOfRange, ["days": typed, "maximum": String(maximum)])
        case .meetingNotFound(let number): .init(.meetingNotFound, ["number": number.description])
        case .nothingRecorded(let number?, let days):
            .init(.nothingRecorded, ["number": number.description], count: days)
        case .nothingRecorded(nil, _): .init(.nothingRecordedThere)
        case .notRecordedYet: .init(.notRecordedYet)
        case .noLinks: .init(.noLinks)
        case .forwardedNotFound: .init(.forwardedNotFound)
        case .denied(let reason): .init(reason.wording)
        case .notAuthorizedYet: .init(.notAuthorizedYet)
        case .webexUnavailable: .init(.webexUnavailable)
        case .webexRefused: .init(.webexRefused)
        case .throttled(let minutes): .init(.throttled, count: minutes)
        case .internalFailure(let reference): .init(.internalFailure, ["reference": reference])
        case .auditUnavailable: .init(.auditUnavailable)
        }
    }
}

extension DenialReason {
    fileprivate var wording: Wording {
        switch self {
        case .notApproved: .deniedNotApproved
        case .notHost: .deniedNotHost
        case .personalRoom: .deniedPersonalRoom
        case .notInvited: .deniedNotInvited
        case .downloadPrevented: .deniedDownloadPrevented
        case .cannotBeChecked: .deniedCannotBeChecked
        }
    }
}
