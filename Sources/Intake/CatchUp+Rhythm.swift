extension CatchUp {
    /// When to look whether anything is missing: with every connection, from time to time while nothing is, and soon
    /// again after a look that failed, for people wait for what was missed.
    struct Rhythm {
        /// What everything else is counted in.
        static let pulse: Duration = .seconds(5)
        /// How often it is noted that events reach us: every minute.
        private static let longest = 12

        private var connection: Int?
        private var left = 0
        private var failures = 0

        /// Whether to look now; asked with every pulse, and whenever there may be another connection.
        ///
        /// - Parameter connection: The number of the present one; nothing while there is none.
        /// - Returns: Whether to look.
        mutating func isDue(over connection: Int?) -> Bool {
            left -= 1
            if connection != self.connection { (left, failures) = (0, 0) }
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
