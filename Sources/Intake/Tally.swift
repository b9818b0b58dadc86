import Synchronization

/// How many deliveries came to what, for metrics, and when to say so in the log.
///
/// Anybody can send to a public address, so what is refused is told in the log now and then and not each time.
package final class DeliveryCounts: Sendable {
    private struct Tally {
        var count = 0
        /// Since the log was last told.
        var untold = 0
        var told: ContinuousClock.Instant?
    }

    private let tallies = Mutex<[DeliveryOutcome: Tally]>([:])
    private let pause: Duration

    /// - Parameter pause: How long the log hears nothing of an outcome after it was told.
    init(pause: Duration = .seconds(10)) { self.pause = pause }

    /// How many deliveries had this outcome since the start.
    package subscript(outcome: DeliveryOutcome) -> Int { tallies.withLock { $0[outcome]?.count ?? 0 } }

    /// Counts one.
    ///
    /// - Returns: How many the log is to be told of now; nothing when it has heard of this outcome a moment ago.
    func add(_ outcome: DeliveryOutcome, at time: ContinuousClock.Instant = .now) -> Int? {
        tallies.withLock { tallies in
            var tally = tallies[outcome] ?? Tally()
            defer { tallies[outcome] = tally }
            tally.count += 1
            tally.untold += 1
            if let told = tally.told, told.duration(to: time) < pause { return nil }
            defer { tally.untold = 0 }
            tally.told = time
            return tally.untold
        }
    }
}
