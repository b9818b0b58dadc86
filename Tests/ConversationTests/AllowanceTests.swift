import FoundationEssentials
import Recordings
import Sandbox
import TestSupport
import Testing

@testable import Conversation

@Suite struct AllowanceTests {
    private let start = Date(timeIntervalSince1970: 1_750_000_000)
    private let alice = PersonID(publicID: "alice", key: "alice")

    /// What becomes of `count` requests that were made so many seconds after the start, and are counted at once unless
    /// `present` says when.
    private func verdicts(
        _ count: Int, perMinute: Int = 3, after seconds: Double, countedAfter present: Double? = nil,
        of allowance: RequestAllowance
    ) -> [RequestAllowance.Verdict] {
        (0..<count).map { _ in
            allowance.count(
                alice, perMinute: perMinute, madeAt: start.addingTimeInterval(seconds),
                now: start.addingTimeInterval(present ?? seconds))
        }
    }

    @Test func `above the limit one is told and the others are passed over`() {
        let allowance = RequestAllowance()
        #expect(
            verdicts(6, after: 0, of: allowance) == [.answer, .answer, .answer, .refuse, .ignore, .ignore])
    }

    @Test func `there is room again as the minute goes on, and a word of it once a minute`() {
        let allowance = RequestAllowance()
        _ = verdicts(4, after: 0, of: allowance)
        #expect(verdicts(2, after: 21, of: allowance) == [.answer, .ignore])
        #expect(verdicts(5, after: 90, of: allowance) == [.answer, .answer, .answer, .refuse, .ignore])
    }

    @Test func `what had to wait counts for the minute in which it was made`() {
        let allowance = RequestAllowance()
        for minute in 1...24 {
            let made = Double(minute) * 60
            #expect(verdicts(1, perMinute: 1, after: made, countedAfter: 1500, of: allowance) == [.answer])
        }
        #expect(verdicts(2, perMinute: 1, after: 1440, countedAfter: 1501, of: allowance) == [.refuse, .ignore])
    }

    @Test func `what comes out of its order makes no room`() {
        let allowance = RequestAllowance()
        #expect(verdicts(3, after: 60, of: allowance) == [.answer, .answer, .answer])
        #expect(verdicts(1, after: 0, countedAfter: 60, of: allowance) == [.refuse])
        #expect(verdicts(1, after: 60, of: allowance) == [.ignore])
    }

    @Test func `a clock that is set back takes nobody's requests, nor the word of it`() {
        let allowance = RequestAllowance()
        #expect(verdicts(4, after: 600, of: allowance).last == .refuse)
        #expect(verdicts(1, after: 0, of: allowance) == [.ignore])
        #expect(verdicts(5, after: 60, of: allowance) == [.answer, .answer, .answer, .refuse, .ignore])
    }

    @Test func `without a limit everything is answered, and a new limit holds at once`() {
        let allowance = RequestAllowance()
        #expect(verdicts(99, perMinute: 0, after: 0, of: allowance).allSatisfy { $0 == .answer })
        #expect(verdicts(2, perMinute: 1, after: 1, of: allowance) == [.answer, .refuse])
    }

    @Test func `one person's requests cost nobody else any`() {
        let allowance = RequestAllowance()
        _ = verdicts(9, after: 0, of: allowance)
        let bob = PersonID(publicID: "bob", key: "bob")
        #expect(allowance.count(bob, perMinute: 3, madeAt: start, now: start) == .answer)
    }

    @Test func `however many people write, a bounded number is remembered`() {
        let allowance = RequestAllowance()
        for number in 0...(RequestAllowance.maximum + 10) {
            let person = PersonID(publicID: "\(number)", key: "\(number)")
            #expect(allowance.count(person, perMinute: 1, madeAt: start, now: start) == .answer)
        }
    }

    @Test func `a flood is answered up to the limit, told once, and costs no further calls`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "requests_per_minute": 3}"#
        try await Desk.open(settings: settings, now: { [start] in start }) { desk async throws in
            for _ in 1...4 { _ = try await desk.ask("help") }
            #expect(desk.sandbox.written(to: "alice@example.com").last?.markdown?.contains("3 requests") == true)
            let calls = desk.sandbox.requests.count
            for _ in 1...20 {
                let outcome = try await desk.ask("help")
                #expect(outcome.isDone && outcome.messages.isEmpty && outcome.audit.isEmpty)
            }
            #expect(desk.sandbox.requests.count == calls)
            #expect(try await desk.ask("help", as: "hana@example.com").messages.count == 1)
        }
    }

    @Test func `requests of several minutes that are handled at once are all answered`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "requests_per_minute": 1}"#
        try await Desk.open(settings: settings, now: { [start] in start.addingTimeInterval(1500) }) {
            desk async throws in
            for minute in 1...3 {
                let arrival = start.addingTimeInterval(Double(minute) * 60)
                #expect(try await desk.ask("help", arrivedAt: arrival).messages.count == 1)
            }
            #expect(try await desk.ask("help", arrivedAt: start.addingTimeInterval(180)).text.contains("1 request"))
        }
    }

    @Test func `a request that is tried again was counted the first time`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "requests_per_minute": 1}"#
        try await Desk.open(settings: settings, now: { [start] in start }) { desk async throws in
            for _ in 1...3 { #expect(try await desk.ask("help", .further).messages.count == 1) }
        }
    }

    @Test func `who is not approved is not told of the limit`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "requests_per_minute": 1}"#
        try await Desk.open(settings: settings, now: { [start] in start }) { desk async throws in
            for _ in 1...3 { #expect(try await desk.ask("help", as: "oscar@elsewhere.example").messages.isEmpty) }
        }
    }
}
