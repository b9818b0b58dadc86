import Cards
import Configuration
import FoundationEssentials
import Logging
import Policy
import Recordings
import WebexAPI

/// Answers whoever asks for the recordings of a meeting.
struct RecordingsHandler: Sendable {
    let parts: ConversationParts
    let turn: Turn
    let logger: Logger

    /// The answer to a request that was typed, filled in, pressed or forwarded.
    ///
    /// - Parameters:
    ///   - request: What is wanted.
    ///   - forwarded: What was read ahead about a forwarded meeting.
    /// - Returns: Something to say, also when the look-up failed.
    /// - Throws: `CancellationError`.
    func answer(
        to request: RecordingRequest, forwarded: Result<ForwardedMeeting, any Error>? = nil
    ) async throws(CancellationError) -> Answer {
        try await turn.answering(request, logger) {
            try turn.writer.answer(to: request, try await lookUp(request, forwarded: forwarded))
        }
    }

    /// Looks the recordings up; nothing found and nothing allowed are outcomes.
    func lookUp(
        _ request: RecordingRequest, forwarded: Result<ForwardedMeeting, any Error>? = nil
    ) async throws -> LookupOutcome {
        let lookup = MeetingLookup(webex: parts.records, rules: turn.settings.recordings)
        let earliest = turn.time.addingTimeInterval(-86_400 * Double(request.daysBack))
        switch request.subject {
        case .number(let number):
            return try await lookup.recordings(
                numbered: number, typedHost: request.host, for: turn.requester, in: earliest..<turn.time)
        case .link: return .meetingNotFound
        case .instance(let instance):
            let meeting: ForwardedMeeting
            if let forwarded {
                meeting = try forwarded.get()
            } else {
                meeting = try await ForwardedMeeting(reading: instance, from: parts.records)
            }
            return try await lookup.recordings(of: meeting, for: turn.requester, at: turn.time)
        }
    }
}

extension Turn {
    /// The answer that `body` finds, or the one that says why there is none.
    func answering(
        _ request: RecordingRequest?, _ logger: Logger, _ body: () async throws -> Answer
    ) async throws(CancellationError) -> Answer {
        do {
            return try await body()
        } catch let error as CancellationError {
            throw error
        } catch {
            var metadata = Logger.Metadata(describing: error)
            metadata["reference"] = "\(reference)"
            logger.error("a request could not be looked up", metadata: metadata)
            return writer.failed(Failure(error), request: request)
        }
    }
}

extension Logger.Metadata {
    /// What the log keeps of an error.
    init(describing error: any Error) {
        self = ["error": "\(error)"]
        if let tracking = (error as? WebexError)?.trackingID { self["webex.tracking.id"] = "\(tracking)" }
    }
}
