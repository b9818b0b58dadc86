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
    /// Whatever goes wrong with one is tried again with the next round; an answer that Webex does not take is tried again
    /// until that would begin.
    ///
    /// - Throws: `CancellationError`; the rest is then looked for after the next start.
    package func look() async throws(CancellationError) { try await look(for: parts.journal.watches) }

    /// Finishes the answers that an earlier start began.
    ///
    /// - Throws: `CancellationError`.
    package func finish() async throws(CancellationError) {
        try await look(for: parts.journal.watches.filter { parts.journal.telling($0) != nil })
    }

    private func look(for watches: [Watch]) async throws(CancellationError) {
        for watch in watches {
            var logger = logger
            logger[metadataKey: "event.id"] = "\(watch.id)"
            do {
                try await look(for: watch, logger)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                logger.warning("could not look again", metadata: Logger.Metadata(describing: error))
            }
        }
    }

    /// Looks once, and tells what there is to tell.
    private func look(for watch: Watch, _ logger: Logger) async throws {
        // Of two answers to one person at a time one could be taken for the other; the press is answered first as well.
        guard !parts.journal.hasOpenEvents(of: watch.person) else { return }
        let settings = parts.settings.snapshot
        // Whoever is gone or no longer approved is told nothing, and no longer waited for.
        guard let requester = try await person(watch.person),
            settings.access.access(for: requester) == .everything
        else { return try await parts.journal.end(watch) }
        let telling = parts.journal.telling(watch)
        var turn = Turn(parts, settings, event: watch.id, requester: requester, at: now())
        turn.kind = "watch"
        turn.asked = (telling?.began ?? turn.time).addingTimeInterval(-Self.tolerance)
        if let telling { turn.interruption = try await interruption(of: telling, turn, logger) }
        if turn.interruption?.isWhole == true {
            if telling?.progress.isDecided == true { await delivery(turn, logger).noteFound() }
            return try await parts.journal.answered(watch.id, at: now())
        }
        guard let answer = try await answer(to: watch, turn, logger) else { return }
        if telling == nil {
            try await parts.journal.tell(
                watch, messages: answer.messages.count, isDecided: answer.audit != nil, at: turn.time)
        }
        // Else the next round finishes it; what has arrived has ended the watch by itself.
        guard await delivery(turn, logger).give(answer).isDone, parts.journal.telling(watch) != nil else { return }
        try await parts.journal.answered(watch.id, at: now())
    }

    /// Nobody when Webex knows no such person any more.
    private func person(_ id: PersonID) async throws -> Person? {
        do { return try await parts.chat.person(id) } catch let error as WebexError where error.code == .notFound {
            return nil
        }
    }

    private func interruption(of telling: Telling, _ turn: Turn, _ logger: Logger) async throws -> Interruption? {
        // The next round asks again; others wait for this one.
        let persistence = Persistence(clock: clock, places: nil, longest: .zero, logger: logger)
        return try await turn.room(parts)?.interruption(
            of: turn.event, telling.progress, looking: persistence, at: now())
    }

    /// What there is to tell now; nothing while it is still waited for.
    private func answer(to watch: Watch, _ turn: Turn, _ logger: Logger) async throws -> Answer? {
        let recordings = RecordingsHandler(parts: parts, turn: turn, logger: logger)
        if watch.until > turn.time { return try await found(watch, recordings) }
        // This was the last round, whatever comes of it.
        return try await turn.answering(watch.request, logger) {
            try await found(watch, recordings)
                ?? turn.writer.waiting(
                    watch.request, .watchOver(watch.request.number), "Nothing was recorded in time")
        }
    }

    private func found(_ watch: Watch, _ recordings: RecordingsHandler) async throws -> Answer? {
        switch try await recordings.lookUp(watch.request) {
        // What is not there yet, or cannot be checked yet, may be the next time.
        case .nothingRecorded, .meetingNotFound, .linkNotResolved, .noLinks, .denied(_, .cannotBeChecked): nil
        case let outcome: try recordings.turn.writer.answer(to: watch.request, outcome, notices: [.watchReady])
        }
    }

    private func delivery(_ turn: Turn, _ logger: Logger) -> AnswerDelivery {
        AnswerDelivery(
            parts: parts, turn: turn, clock: clock, longestWait: Self.pause, now: now, logger: logger)
    }
}
