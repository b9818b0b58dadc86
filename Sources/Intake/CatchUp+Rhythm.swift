extension CatchUp {
    /// When to look whether anything is missing: with every connection and when something is known to be missing in it,
    /// from time to time while nothing is, and soon again after a look that failed, for people wait for what was missed.
    struct Rhythm {
        /// What everything else is counted in.
        static let pulse: Duration = .seconds(5)
        /// How often it is noted that events reach us: every minute.
        private static let longest = 12

        private var connection: TransportState.Connection?
        private var left = 0
        /// A connection that loses one event after the other is not read back more often than every minute.
        private var leftAfterLoss = 0
        private var failures = 0

        /// Whether to look now; asked with every pulse, and whenever there may be another connection.
        ///
        /// - Parameter connection: The present one; nothing while there is none.
        /// - Returns: Whether to look.
        mutating func isDue(over connection: TransportState.Connection?) -> Bool {
            left -= 1
            leftAfterLoss -= 1
            if connection?.number != self.connection?.number {
                (left, leftAfterLoss, failures) = (0, 0, 0)
            } else if connection?.losses != self.connection?.losses {
                guard leftAfterLoss <= 0 else { return left <= 0 }
                (left, leftAfterLoss) = (0, Self.longest)
            }
            self.connection = connection
            return left <= 0
        }

        /// Sets the time of the next look: a failed one is repeated after a pulse, then after twice as many each time.
        mutating func note(isCaughtUp: Bool) {
            failures = isCaughtUp ? 0 : failures + 1
            left = isCaughtUp ? Self.longest : min(1 << min(failures - 1, 4), Self.longest)
        }
    }
}
