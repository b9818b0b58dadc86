import Configuration

/// What became of the settings file, change by change.
struct Reloads: Sendable {
    private let outcomes: AsyncStream<ReloadOutcome>
    private let continuation: AsyncStream<ReloadOutcome>.Continuation

    init() { (outcomes, continuation) = AsyncStream.makeStream(of: ReloadOutcome.self, bufferingPolicy: .unbounded) }

    func note(_ outcome: ReloadOutcome) { continuation.yield(outcome) }

    /// Waits for the next change to be dealt with.
    @discardableResult
    func next() async -> ReloadOutcome? {
        for await outcome in outcomes { return outcome }
        return nil
    }
}
