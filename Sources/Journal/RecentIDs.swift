import FoundationEssentials
import Recordings

/// The events of the last day, to tell a repeated delivery from a new one.
typealias RecentEvents = RecentIDs<Resource.Event>

/// The ids of the last day; bounded in time and in number.
struct RecentIDs<Kind> {
    /// How long an id is remembered, in seconds: longer than Webex goes on delivering an event.
    static var lifetime: TimeInterval { 24 * 3600 }
    /// How many are remembered, the newest: about 40 MB.
    static var maximum: Int { 200_000 }

    private var times: [Identifier<Kind>: Date] = [:]
    /// In the order of arrival; what is before `oldest` is forgotten.
    private var arrivals: [Identifier<Kind>] = []
    private var oldest = 0
    private let maximum: Int

    init(maximum: Int = Self.maximum) { self.maximum = maximum }

    var count: Int { times.count }

    /// Whether it is remembered.
    func contains(_ id: Identifier<Kind>) -> Bool { times[id] != nil }

    /// Remembers the id.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ id: Identifier<Kind>, at time: Date) -> Bool {
        forget(upTo: time.addingTimeInterval(-Self.lifetime))
        guard times[id] == nil else { return false }
        times[id] = time
        arrivals.append(id)
        return true
    }

    /// Takes back an id, which is then new again.
    mutating func remove(_ id: Identifier<Kind>) { times[id] = nil }

    private mutating func forget(upTo time: Date) {
        while oldest < arrivals.count {
            let id = arrivals[oldest]
            if let arrival = times[id], arrival > time, times.count < maximum { break }
            times[id] = nil
            oldest += 1
        }
        // Now and then, because moving the rest to the front costs as much as there is.
        if oldest > arrivals.count / 2 {
            arrivals.removeFirst(oldest)
            oldest = 0
        }
    }
}
