import FoundationEssentials

/// The time that a listing covers: from inclusive, to exclusive.
struct TimeWindow {
    static let defaultLength: TimeInterval = 7 * 86_400

    let from: Date
    let to: Date

    /// Seven days from or until the end that is given, the last seven days when neither is.
    ///
    /// A window longer than `limit` seconds is refused.
    init(past call: Call, limit: TimeInterval? = nil) throws {
        let (from, to) = (try call.date("from"), try call.date("to"))
        self.to = to ?? from?.addingTimeInterval(Self.defaultLength) ?? call.now
        self.from = from ?? self.to.addingTimeInterval(-Self.defaultLength)
        guard self.from <= self.to else { throw APIError.badRequest("'from' cannot be after 'to'.") }
        if let limit, self.to.timeIntervalSince(self.from) > limit {
            throw APIError.badRequest("The interval between 'from' and 'to' must be within 30 days.")
        }
    }

    func contains(_ date: Date) -> Bool { from <= date && date < to }
}
