import Alerts
import FoundationEssentials
import Recordings
import Testing

@Suite struct AlertOutboxTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let admins: [EmailAddress]
    private var outbox = AlertOutbox()

    init() throws {
        admins = try ["ada", "grace"].map { try #require(EmailAddress("\($0)@example.com")) }
    }

    @Test mutating func `every admin gets every message, in order and one at a time`() {
        outbox.add(.raised(.grantEnded), for: admins, at: Self.start)
        outbox.add(.over(.grantEnded), for: admins, at: Self.start)
        let first = outbox.due(at: Self.start)
        #expect(first.map(\.admin) == admins)
        #expect(first.allSatisfy { $0.notice == .raised(.grantEnded) })
        outbox.remove(first[0])
        #expect(outbox.due(at: Self.start).map(\.notice) == [.raised(.grantEnded), .over(.grantEnded)])
        #expect(outbox.count == 3)
    }

    @Test mutating func `what cannot be sent is tried again for about an hour, ever more rarely, and then dropped`() {
        outbox.add(.raised(.grantEnded), for: [admins[0]], at: Self.start)
        var attempts: [Int] = []
        for second in stride(from: 0, to: 10_000, by: 5) {
            let now = Self.start.addingTimeInterval(Double(second))
            for item in outbox.due(at: now) {
                attempts.append(second)
                _ = outbox.failed(item, at: now)
            }
        }
        #expect(attempts == [0, 15, 45, 105, 225, 465, 945, 1845, 2745, 3645])
        #expect(outbox.count == 0)
    }

    @Test mutating func `one who cannot be reached holds up nobody else`() throws {
        outbox.add(.raised(.grantEnded), for: admins, at: Self.start)
        let item = try #require(outbox.due(at: Self.start).first)
        let isTriedAgain = outbox.failed(item, at: Self.start)
        #expect(isTriedAgain)
        #expect(outbox.due(at: Self.start).map(\.admin) == [admins[1]])
    }

    @Test mutating func `more messages than anybody reads push the oldest out`() {
        for _ in 0..<300 { outbox.add(.over(.auditFailing), for: [admins[0]], at: Self.start) }
        #expect(outbox.count == AlertOutbox.capacity)
    }

    @Test mutating func `a clock that was set back holds nothing up`() throws {
        outbox.add(.raised(.grantEnded), for: [admins[0]], at: Self.start)
        #expect(outbox.due(at: Self.start.addingTimeInterval(-86_400)).count == 1)
    }
}
