import Logging
import UnixSignals

/// Hears what asks the service to stop, and answers each time in the log.
struct StopSignals: Sendable {
    /// Nothing where somebody else listens for them.
    let signals: UnixSignalsSequence?
    /// How long open requests may take to finish.
    let drain: Duration
    let logger: Logger
    /// Begins the stop; called for the first signal only.
    let stop: @Sendable () async -> Void

    /// Listens while `body` runs, and ends with it.
    ///
    /// - Parameter body: Returns when the service has stopped.
    /// - Throws: What `body` throws.
    func heard(during body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listen() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    private func listen() async {
        guard let signals else { return }
        var start: ContinuousClock.Instant?
        for await signal in signals {
            if let start {
                let left = max(.zero, drain - start.duration(to: .now))
                logger.notice("asked to stop again: open requests are still answered", metadata: facts(signal, left))
            } else {
                start = .now
                logger.notice("asked to stop: open requests are answered first", metadata: facts(signal, drain))
                await stop()
            }
        }
    }

    private func facts(_ signal: UnixSignal, _ rest: Duration) -> Logger.Metadata {
        ["process.signal": "\(signal)", "stop.seconds.left": "\(rest.components.seconds)"]
    }
}
