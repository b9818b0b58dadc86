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
        try self.init(call, end: call.now)
        if let limit, self.to.timeIntervalSince(self.from) > limit {
            throw APIError.badRequest("The interval between 'from' and 'to' must be within 30 days.")
        }
    }

    /// Seven days from or until the end that is given, the next seven days when neither is.
    init(coming call: Call) throws { try self.init(call, end: call.now.addingTimeInterval(Self.defaultLength)) }

    /// Where neither end is given, the window ends at `end`.
    private init(_ call: Call, end: Date) throws {
        let (from, to) = (try call.date("from"), try call.date("to"))
        self.to = to ?? from?.addingTimeInterval(Self.defaultLength) ?? end
        self.from = from ?? self.to.addingTimeInterval(-Self.defaultLength)
        guard self.from <= self.to else { throw APIError.badRequest("'from' cannot be after 'to'.") }
    }

    /// Whether any of the time from `start` until `end` lies inside.
    func overlaps(_ start: Date, _ end: Date) -> Bool { start < to && from < end }

    func contains(_ date: Date) -> Bool { from <= date && date < to }
}
