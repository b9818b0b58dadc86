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
    /// An address that leads to no Webex site.
    case foreignLink(String)

    case meetingNotFound(MeetingNumber)
    /// Neither the typed host nor the requester has such a meeting.
    case meetingNotFoundAtHost(MeetingNumber, host: EmailAddress)
    /// Webex does not know which meeting the link leads to.
    case linkNotResolved
    /// No recordings in the window.
    case nothingRecorded(MeetingNumber, days: Int)
    /// The same where no longer window can be asked for.
    case nothingRecordedAtAll(MeetingNumber, days: Int)
    /// One meeting that ran has no recordings.
    case nothingRecordedThere
    /// Said before something about a meeting that was not found through the typed host.
    case hostUnknown
    /// The meeting ended minutes ago, or its recording is being processed.
    case notRecordedYet
    /// There are recordings, but Webex gives no links to them.
    case noLinks
    case forwardedNotFound
    /// Something was forwarded, and nobody can tell what.
    case forwardedUnreadable
    case denied(DenialReason)

    /// The requester's own meetings with recordings of the last days, to choose from.
    case chooseMeeting
    /// Several of the requester's meetings have these words in their title.
    case chooseTitled(String)
    case noOwnMeetings(days: Int)
    case titleNotFound(String, days: Int)

    /// We look again until there is a recording.
    case watchBegun
    /// We have been looking already.
    case watchKnown
    /// Somebody waits for this many recordings, and no more can be waited for.
    case watchFull(Int)
    /// So many people wait that nobody else can.
    case watchCrowded
    /// There is the recording that somebody waited for.
    case watchReady
    /// It has not appeared in time; without a number one meeting that ran is meant.
    case watchOver(MeetingNumber?)

    /// It takes a moment; taken back when the answer is there.
    case looking
    /// Before an answer that comes long after the request.
    case answeredLate
    /// After a time in which buttons and forwarded recordings did not reach us.
    case pressAgain
    /// The requester has made more requests than one person may.
    case tooManyRequests(perMinute: Int)
    /// In a group room, after the answer went to the requester alone.
    case answeredDirectly
    /// Said in the language that was chosen.
    case languageChanged
    /// The language in use, and the ones there are.
    case languages(current: String, all: [String])
    case unknownLanguage(String, all: [String])

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
        case .foreignLink(let part): .init(.foreignLink, ["part": part])
        case .meetingNotFound(let number): .init(.meetingNotFound, ["number": number.description])
        case .meetingNotFoundAtHost(let number, let host):
            .init(.meetingNotFoundAtHost, ["number": number.description, "host": host.text])
        case .linkNotResolved: .init(.linkNotResolved)
        case .nothingRecorded(let number, let days):
            .init(.nothingRecorded, ["number": number.description], count: days)
        case .nothingRecordedAtAll(let number, let days):
            .init(.nothingRecordedAtAll, ["number": number.description], count: days)
        case .nothingRecordedThere: .init(.nothingRecordedThere)
        case .hostUnknown: .init(.noteHostUnknown)
        case .notRecordedYet: .init(.notRecordedYet)
        case .noLinks: .init(.noLinks)
        case .forwardedNotFound: .init(.forwardedNotFound)
        case .forwardedUnreadable: .init(.forwardedUnreadable)
        case .denied(let reason): .init(reason.wording)
        case .notAuthorizedYet: .init(.notAuthorizedYet)
        case .webexUnavailable: .init(.webexUnavailable)
        case .webexRefused: .init(.webexRefused)
        case .throttled(let minutes): .init(.throttled, count: minutes)
        case .internalFailure(let reference): .init(.internalFailure, ["reference": reference])
        case .auditUnavailable: .init(.auditUnavailable)
        case .chooseMeeting: .init(.chooseMeeting)
        case .chooseTitled(let words): .init(.chooseTitled, ["words": words])
        case .noOwnMeetings(let days): .init(.noOwnMeetings, count: days)
        case .titleNotFound(let words, let days): .init(.titleNotFound, ["words": words], count: days)
        case .watchBegun: .init(.watchBegun)
        case .watchKnown: .init(.watchKnown)
        case .watchFull(let count): .init(.watchFull, count: count)
        case .watchCrowded: .init(.watchCrowded)
        case .watchReady: .init(.watchReady)
        case .watchOver(let number?): .init(.watchOver, ["number": number.description])
        case .watchOver(nil): .init(.watchOverThere)
        case .looking: .init(.looking)
        case .answeredLate: .init(.answeredLate)
        case .pressAgain: .init(.pressAgain)
        case .tooManyRequests(let count): .init(.tooManyRequests, count: count)
        case .answeredDirectly: .init(.answeredDirectly)
        case .languageChanged: .init(.languageChanged)
        case .languages(let current, let all):
            .init(.languages, listing: ["language": [current], "languages": all])
        case .unknownLanguage(let tag, let all):
            .init(.unknownLanguage, listing: ["language": [tag], "languages": all])
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
        case .foreignButton: .deniedForeignButton
        }
    }
}
