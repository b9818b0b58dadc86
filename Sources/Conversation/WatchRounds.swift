import Audit
import Cards
import Configuration
package import FoundationEssentials
import Journal
package import Logging
import Policy
import Recordings
import WebexAPI

/// Looks again for everything that somebody waits for, and tells them when it is there.
package struct WatchRounds: Sendable {
    /// How long to wait between two rounds.
    package static let pause: Duration = .seconds(600)

    /// How far Webex's clock may be behind ours, in seconds: an answer of ours is looked for from before it was sent.
    private static let tolerance: TimeInterval = 120

    private let parts: ConversationParts
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    private let logger: Logger

    package init(
        _ parts: ConversationParts, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.parts = parts
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Looks once for each, one after the other: nobody waits for seconds here, and the present requests go first.
    ///
    /// An answer that Webex does not take is tried again until the next round would begin.
    /// Whatever goes wrong with one is tried again with the next round, until its time is over.
    ///
    /// - Throws: `CancellationError`; the rest is then looked for after the next start.
    package func look() async throws(CancellationError) {
        for watch in parts.journal.watches {
            var logger = logger
            logger[metadataKey: "event.id"] = "\(watch.id)"
            do {
                try await look(for: watch, logger)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                logger.warning("could not look again", metadata: Logger.Metadata(describing: error))
                if watch.until <= now() { try? await parts.journal.end(watch) }
            }
        }
    }

    /// Looks once, and tells what there is to tell.
    private func look(for watch: Watch, _ logger: Logger) async throws {
        let settings = parts.settings.snapshot
        let requester = try await parts.chat.person(watch.person)
        // Whoever is no longer approved is told nothing, and no longer waited for.
        guard settings.access.access(for: requester) == .everything else { return try await parts.journal.end(watch) }
        var turn = Turn(parts, settings, event: watch.id, requester: requester, at: now())
        turn.kind = "watch"
        turn.asked = turn.time.addingTimeInterval(-Self.tolerance)
        let handler = RecordingsHandler(parts: parts, turn: turn, logger: logger)
        let answer: Answer
        switch try await handler.lookUp(watch.request) {
        // What is not there yet, or cannot be checked yet, may be the next time.
        case .nothingRecorded, .meetingNotFound, .linkNotResolved, .noLinks, .denied(_, .cannotBeChecked):
            guard watch.until <= turn.time else { return }
            answer = turn.writer.waiting(
                watch.request, .watchOver(watch.request.number), "Nothing was recorded in time")
        case let outcome:
            answer = try turn.writer.answer(to: watch.request, outcome, notices: [.watchReady])
        }
        // Ended before it is answered: it may be told too little, and never twice.
        try await parts.journal.end(watch)
        let delivery = AnswerDelivery(
            parts: parts, turn: turn, clock: clock, longestWait: Self.pause, now: now, logger: logger)
        if await delivery.give(answer) == .refused, watch.until > turn.time { try await parts.journal.resume(watch) }
    }
}
