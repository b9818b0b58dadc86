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
    ///
    /// An id that was taken back stays here, and may come a second time: only the entry with the time in `times` counts.
    private var arrivals: [(id: Identifier<Kind>, time: Date)] = []
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
        forget(at: time)
        guard times[id] == nil else { return false }
        times[id] = time
        arrivals.append((id, time))
        return true
    }

    /// Takes back an id, which is then new again.
    mutating func remove(_ id: Identifier<Kind>) { times[id] = nil }

    /// Makes room for one more, by what is too old and by the oldest of too many.
    ///
    /// - Parameter time: Now.
    /// - Returns: What is not remembered any more.
    @discardableResult
    mutating func forget(at time: Date) -> [Identifier<Kind>] {
        let horizon = time.addingTimeInterval(-Self.lifetime)
        var forgotten: [Identifier<Kind>] = []
        while oldest < arrivals.count {
            let (id, arrival) = arrivals[oldest]
            if times[id] == arrival {
                if arrival > horizon, times.count < maximum { break }
                times[id] = nil
                forgotten.append(id)
            }
            oldest += 1
        }
        // Now and then, because moving the rest to the front costs as much as there is.
        if oldest > arrivals.count / 2 {
            arrivals.removeFirst(oldest)
            oldest = 0
        }
        return forgotten
    }
}
