/// A clock on which every sleep is over at once; what waits is repeated without waiting.
package struct ImpatientClock: Clock {
    package typealias Duration = Swift.Duration
    package init() {}
    package var now: ContinuousClock.Instant { ContinuousClock.now }
    package var minimumResolution: Duration { .zero }
    package func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
    }
}
