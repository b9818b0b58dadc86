import FoundationEssentials
import Recordings
import Testing

@testable import Journal

@Suite struct RecentEventsTests {
    private let start = Date(timeIntervalSince1970: 0)

    @Test func `beyond the maximum the oldest is forgotten first`() {
        var events = RecentEvents(maximum: 3)
        let counts = (0..<1_000).map { index in
            _ = events.insert(EventID("\(index)"), at: start)
            return events.count
        }
        #expect(counts.max() == 3)
        let isLastNew = events.insert(EventID("999"), at: start)
        let isFirstNew = events.insert(EventID("0"), at: start)
        #expect(!isLastNew)
        #expect(isFirstNew)
    }

    @Test func `an event that was taken back is new again, and remembered from then on`() {
        var events = RecentEvents()
        let first = events.insert(EventID("E"), at: start)
        events.remove(EventID("E"))
        let second = events.insert(EventID("E"), at: start.addingTimeInterval(60))
        let third = events.insert(EventID("E"), at: start.addingTimeInterval(RecentEvents.lifetime))
        #expect([first, second, third] == [true, true, false])
    }

    @Test func `what was taken back and came again is as old as its second time`() {
        var events = RecentEvents(maximum: 2)
        let (taken, other) = (EventID("E"), EventID("F"))
        _ = events.insert(taken, at: start)
        events.remove(taken)
        _ = events.insert(other, at: start.addingTimeInterval(1))
        _ = events.insert(taken, at: start.addingTimeInterval(2))
        // Of three the oldest goes.
        _ = events.insert(EventID("G"), at: start.addingTimeInterval(3))
        #expect(events.contains(taken))
        #expect(!events.contains(other))
    }

    @Test func `what was taken back and came again keeps nothing else in memory`() {
        var events = RecentEvents()
        _ = events.insert(EventID("E"), at: start)
        events.remove(EventID("E"))
        _ = events.insert(EventID("F"), at: start.addingTimeInterval(60))
        _ = events.insert(EventID("E"), at: start.addingTimeInterval(3600))
        _ = events.insert(EventID("G"), at: start.addingTimeInterval(RecentEvents.lifetime + 60))
        #expect(!events.contains(EventID("F")))
        #expect(events.count == 2)
    }

    @Test func `what is older than a day is not kept in memory`() {
        var events = RecentEvents()
        for hour in 0..<1_000 {
            _ = events.insert(EventID("\(hour)"), at: start.addingTimeInterval(Double(hour) * 3600))
        }
        #expect(events.count == 24)
    }
}
