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
    ///   - links: Whether links that somebody else has just got will do.
    /// - Returns: Something to say, also when the look-up failed.
    /// - Throws: `CancellationError`.
    func answer(
        to request: RecordingRequest, forwarded: Result<InstanceReading, any Error>? = nil, links: LinkAge = .recent
    ) async throws(CancellationError) -> Answer {
        try await turn.answering(request, logger) {
            try turn.writer.answer(to: request, try await lookUp(request, forwarded: forwarded, links: links))
        }
    }

    /// Looks the recordings up; nothing found and nothing allowed are outcomes.
    func lookUp(
        _ request: RecordingRequest, forwarded: Result<InstanceReading, any Error>? = nil, links: LinkAge = .recent
    ) async throws -> LookupOutcome {
        let lookup = parts.lookup(under: turn.settings)
        let reference: MeetingReference
        switch request.subject {
        case .number(let number): reference = .number(number)
        case .link(let link): reference = .link(link)
        case .instance(let instance):
            let meeting = if let forwarded { try forwarded.get() } else { try await lookup.read(instance) }
            return try await lookup.recordings(of: meeting, for: turn.requester, at: turn.time, links: links)
        }
        let earliest = turn.time.addingTimeInterval(-86_400 * Double(request.daysBack))
        return try await lookup.recordings(
            of: reference, typedHost: request.host, for: turn.requester, in: earliest..<turn.time, links: links)
    }
}

extension ConversationParts {
    /// A look-up by the rules of these settings.
    func lookup(under settings: Settings) -> MeetingLookup {
        MeetingLookup(webex: records, rules: settings.recordings, memory: memory, cacheLife: settings.lookupCache)
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
