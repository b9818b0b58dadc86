package import FoundationEssentials
import Journal
package import Logging
import Recordings

/// Looks again for everything that somebody waits for, and tells them when it is there.
package struct WatchRounds: Sendable {
    /// How long to wait between two rounds.
    package static let pause: Duration = .seconds(600)

    /// How long after the end of a watch its answer is still tried, in seconds.
    private static let longestDelay: TimeInterval = 24 * 3600

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
    /// Whatever goes wrong with one is tried again with the next round, until a day after its time was over.
    ///
    /// - Throws: `CancellationError`; the rest is then looked for after the next start.
    package func look() async throws(CancellationError) { try await look(for: parts.journal.watches) }

    /// Finishes the answers that an earlier start began.
    ///
    /// - Throws: `CancellationError`.
    package func finish() async throws(CancellationError) {
        try await look(for: parts.journal.watches.filter { parts.journal.answer(to: $0) != nil })
    }

    private func look(for watches: [Watch]) async throws(CancellationError) {
        for watch in watches {
            var logger = logger
            logger[metadataKey: "event.id"] = "\(watch.id)"
            let look = WatchLook(
                watch: watch, parts: parts.forOneRequest(logger), clock: clock, now: now, logger: logger)
            do {
                if try await look.run() { continue }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                logger.warning("could not look again", metadata: Logger.Metadata(describing: error))
            }
            if now() >= watch.until.addingTimeInterval(Self.longestDelay) { await giveUp(watch, logger) }
        }
    }

    /// Else a person whom Webex lets nobody write to, and says no such thing, would be tried for ever.
    private func giveUp(_ watch: Watch, _ logger: Logger) async {
        logger.error("somebody who waits for a recording could not be told, and is no longer tried")
        do { try await parts.journal.end(watch) } catch {
            logger.error("the journal cannot be written", metadata: Logger.Metadata(describing: error))
        }
    }
}
