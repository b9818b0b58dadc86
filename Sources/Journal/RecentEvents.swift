import FoundationEssentials
import Recordings

/// The events of the last day, to tell a repeated delivery from a new one; bounded in time and in number.
struct RecentEvents {
    /// How long an event is remembered, in seconds: longer than Webex goes on delivering it.
    static let lifetime: TimeInterval = 24 * 3600
    /// How many are remembered, the newest: about 40 MB.
    static let maximum = 200_000

    private var times: [EventID: Date] = [:]
    /// In the order of arrival; what is before `oldest` is forgotten.
    private var arrivals: [EventID] = []
    private var oldest = 0
    private let maximum: Int

    init(maximum: Int = Self.maximum) { self.maximum = maximum }

    var count: Int { times.count }

    /// Remembers the event.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ event: EventID, at time: Date) -> Bool {
        forget(upTo: time.addingTimeInterval(-Self.lifetime))
        guard times[event] == nil else { return false }
        times[event] = time
        arrivals.append(event)
        return true
    }

    /// Takes back an event, which is then new again.
    mutating func remove(_ event: EventID) { times[event] = nil }

    private mutating func forget(upTo time: Date) {
        while oldest < arrivals.count {
            let event = arrivals[oldest]
            if let arrival = times[event], arrival > time, times.count < maximum { break }
            times[event] = nil
            oldest += 1
        }
        // Now and then, because moving the rest to the front costs as much as there is.
        if oldest > arrivals.count / 2 {
            arrivals.removeFirst(oldest)
            oldest = 0
        }
    }
}
