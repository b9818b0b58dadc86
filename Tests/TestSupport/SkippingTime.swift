package import FoundationEssentials
import Synchronization

/// A clock, and the time of day with it, on which whoever sleeps moves the time on by that much at once.
package final class SkippingTime: Clock, Sendable {
    package typealias Duration = Swift.Duration
    private let skipped = Mutex(Duration.zero)

    package init() {}

    package var now: ContinuousClock.Instant { ContinuousClock.now + skipped.withLock { $0 } }
    package var minimumResolution: Duration { .zero }
    /// The time of day, as far ahead as has been slept.
    package var date: Date {
        let skipped = skipped.withLock { $0 }.components
        return Date().addingTimeInterval(Double(skipped.seconds) + Double(skipped.attoseconds) / 1e18)
    }

    package func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let rest = now.duration(to: deadline)
        skipped.withLock { $0 += max(.zero, rest) }
    }
}
