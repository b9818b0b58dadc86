import Synchronization

/// Counts what may happen very often by its cause, and says when the log is to hear of it.
///
/// Anybody can send to a public address, so what is refused there is told in the log now and then and not each time.
package final class Tally<Cause: Hashable & Sendable>: Sendable {
    private struct Entry {
        var count = 0
        /// Since the log was last told.
        var untold = 0
        var told: ContinuousClock.Instant?
    }

    private let entries = Mutex<[Cause: Entry]>([:])
    private let pause: Duration

    /// - Parameter pause: How long the log hears nothing of a cause after it was told.
    package init(pause: Duration) { self.pause = pause }

    /// How often this happened since the start.
    package subscript(cause: Cause) -> Int { entries.withLock { $0[cause]?.count ?? 0 } }

    /// Counts one.
    ///
    /// - Parameters:
    ///   - cause: One of a few.
    ///   - time: Now.
    /// - Returns: How many the log is to be told of now; nothing when it has heard of this cause a moment ago.
    package func add(_ cause: Cause, at time: ContinuousClock.Instant = .now) -> Int? {
        entries.withLock { entries in
            var entry = entries[cause] ?? Entry()
            defer { entries[cause] = entry }
            entry.count += 1
            entry.untold += 1
            if let told = entry.told, told.duration(to: time) < pause { return nil }
            defer { entry.untold = 0 }
            entry.told = time
            return entry.untold
        }
    }
}
