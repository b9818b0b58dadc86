import Cards
import Recordings
import WebexAPI

/// Why a request could not be answered.
enum Failure: Sendable, Equatable {
    case webex(WebexError)
    /// A mistake of our own.
    case unexpected

    init(_ error: any Error) {
        self = (error as? WebexError).map(Failure.webex) ?? .unexpected
    }

    /// Of reading what somebody sent, with the bot's own credential: a Webex that refuses that says nothing about the grant
    /// or the recordings.
    init(reading error: any Error) {
        self = Self(error)
        guard case .webex(let error) = self, error.isRefusal || error.code == .unauthorized else { return }
        self = .unexpected
    }

    /// What the requester reads; never the error's own words.
    ///
    /// The reference stands in the log as well.
    func phrase(reference: String) -> Phrase {
        guard case .webex(let error) = self else { return .internalFailure(reference: reference) }
        switch error.code {
        case .unauthorized: return .notAuthorizedYet
        case .forbidden, .notFound, .rejected: return .webexRefused
        case .throttled(let delay):
            let seconds = delay?.components.seconds ?? 60
            return .throttled(minutes: max(1, Int((seconds + 59) / 60)))
        case .unavailable, .unreachable, .timedOut, .malformedAnswer: return .webexUnavailable
        }
    }

    /// For the state of the service.
    var name: String {
        guard case .webex(let error) = self else { return "internal" }
        return switch error.code {
        case .unauthorized: "not-authorized"
        case .forbidden, .notFound, .rejected: "webex-refused"
        case .throttled: "webex-throttled"
        case .unavailable, .unreachable, .timedOut: "webex-unavailable"
        case .malformedAnswer: "webex-unreadable"
        }
    }

    /// For the audit log.
    var description: StaticString {
        guard case .webex(let error) = self else { return "Internal failure" }
        return switch error.code {
        case .unauthorized: "Not authorized by a compliance officer"
        case .forbidden, .notFound, .rejected: "Webex refused the look-up"
        case .throttled: "Webex asks for fewer calls"
        case .unavailable, .unreachable, .timedOut: "Webex does not answer"
        case .malformedAnswer: "Webex answered what cannot be read"
        }
    }
}
