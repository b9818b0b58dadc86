import Conversation
import FoundationEssentials
import HTTPTypes
import JSONTree
import Journal
import Recordings
import Sandbox
import TestSupport
import Testing
import WebConnections
import WebexAPI

/// A service that ends while it tells somebody what they waited for, and the one after it.
@Suite(.timeLimit(.minutes(1))) struct WatchAnswerTests {
    private static let alice = "alice@example.com"
    private static let settings = #"{"approved_domains": ["example.com"], "lookup_cache_seconds": 0}"#

    /// Alice waits for a meeting whose recordings are there, and take several messages.
    private static func open(
        _ settings: String = settings, _ use: @escaping @Sendable (Desk, Watch, SkippingTime) async throws -> Void
    ) async throws {
        let time = SkippingTime()
        try await Desk.open(settings: settings, company: LongMeeting.seed, time: time) { desk async throws in
            try await use(desk, try await desk.beginWatch(at: time.date), time)
        }
    }

    /// How many messages the answer has, by asking for the same.
    private static func whole(_ desk: Desk) async throws -> Int {
        let whole = try await desk.ask(LongMeeting.request).messages.count
        #expect(whole > 1)
        return whole
    }

    /// Where a stop meets the answer.
    enum Moment: CaseIterable { case lookingUp, beforeFirst, firstArrived, beforeSecond, secondArrived }

    @Test(arguments: Moment.allCases)
    func `whatever the moment of a stop, the answer arrives once, and whole`(moment: Moment) async throws {
        try await Self.open { desk, watch, _ async throws in
            let whole = try await Self.whole(desk)
            let before = desk.sandbox.written(to: Self.alice).count
            let faults = desk.sandbox.faults
            // By the time that this ends the bot is long gone.
            let never = Duration.seconds(3600)
            switch moment {
            case .lookingUp: faults.next(.get, "/v1/meetings", .delay(never))
            case .beforeFirst: faults.next(.post, "/v1/messages", .delay(never))
            case .firstArrived: faults.next(.post, "/v1/messages", .loseAnswer(after: never))
            case .beforeSecond, .secondArrived:
                faults.next(.post, "/v1/messages", .delay(.zero))
                faults.next(
                    .post, "/v1/messages", moment == .beforeSecond ? .delay(never) : .loseAnswer(after: never))
            }
            let arriving: [Moment: Int] = [.firstArrived: 1, .beforeSecond: 1, .secondArrived: 2]
            try await desk.lookAgain(stoppingAfter: arriving[moment] ?? 0)
            faults.clear()
            #expect(desk.journal.watches == [watch])
            #expect((desk.journal.answer(to: watch) == nil) == (moment == .lookingUp))

            if moment == .lookingUp { try await desk.watches.look() } else { try await desk.watches.finish() }
            let written = desk.sandbox.written(to: Self.alice).dropFirst(before)
            #expect(written.count == whole)
            #expect(Set(written.compactMap { $0.card?.text }).count == whole)
            #expect(desk.journal.watches.isEmpty)
            #expect(try await desk.lookAgain().messages.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `an answer that has arrived whole is noted as such, and nothing is looked up`(isDecided: Bool) async throws {
        try await Self.open { desk, watch, time async throws in
            try await desk.journal.beginAnswer(to: watch, messages: 1, isDecided: isDecided, at: time.date)
            try await desk.writeAsBot("an answer of which nobody was told")
            // Its time is over, and that changes nothing.
            try await time.sleep(for: .seconds(25 * 3600))
            let outcome = try await desk.lookAgain()
            #expect(outcome.messages.isEmpty)
            #expect(outcome.audit.map { $0["status"]?.string } == (isDecided ? ["delivered"] : []))
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `an answer whose time is over is still given`() async throws {
        try await Self.open { desk, watch, time async throws in
            let whole = try await Self.whole(desk)
            try await desk.journal.beginAnswer(to: watch, messages: whole, isDecided: true, at: time.date)
            try await desk.writeAsBot("the first card")
            try await time.sleep(for: .seconds(25 * 3600))
            #expect(try await desk.lookAgain().messages.count == whole - 1)
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `while the room cannot be read nothing is sent, and it is looked at again`() async throws {
        try await Self.open { desk, watch, time async throws in
            try await desk.journal.beginAnswer(to: watch, messages: 1, isDecided: true, at: time.date)
            let down = Faults.Fault.answer(.failure(.serviceUnavailable, "no"))
            desk.sandbox.faults.next(.get, "/v1/messages/direct", times: .max, down)
            #expect(try await desk.lookAgain().messages.isEmpty)
            desk.sandbox.faults.clear()
            #expect(try await desk.lookAgain().messages.count > 1)
        }
    }

    @Test(arguments: [HTTPResponse.Status.unauthorized, .serviceUnavailable])
    func `what Webex does not take is told in the next round`(status: HTTPResponse.Status) async throws {
        try await Self.open { desk, watch, _ async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", times: .max, .answer(.failure(status, "no")))
            #expect(try await desk.lookAgain().messages.isEmpty)
            desk.sandbox.faults.clear()
            #expect(desk.journal.answer(to: watch) != nil)
            #expect(try await desk.lookAgain().messages.count > 1)
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test(arguments: [HTTPResponse.Status.forbidden, .notFound])
    func `whoever cannot be written to is not told again`(status: HTTPResponse.Status) async throws {
        try await Self.open { desk, _, _ async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", times: .max, .answer(.failure(status, "no")))
            #expect(try await desk.lookAgain().audit.last?["status"]?.string == "failed")
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `whoever is no longer approved is told nothing more`() async throws {
        try await Self.open(#"{"approved_users": ["hana@example.com"]}"#) { desk, watch, time async throws in
            try await desk.journal.beginAnswer(to: watch, messages: 2, isDecided: true, at: time.date)
            try await desk.writeAsBot("the first card")
            #expect(try await desk.lookAgain().messages.isEmpty)
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `nobody is told while a request of theirs is open`() async throws {
        try await Self.open { desk, watch, time async throws in
            let request = IncomingEvent(
                id: EventID("request"), kind: .message, resource: "request", actor: watch.person)
            _ = try await desk.journal.accept(request, at: time.date)
            #expect(try await desk.lookAgain().messages.isEmpty)
            try await desk.journal.answered(request.id, at: time.date)
            #expect(try await desk.lookAgain().messages.count > 1)
        }
    }

    @Test func `an old request that was given up keeps nobody from being told`() async throws {
        try await Self.open { desk, watch, time async throws in
            let request = IncomingEvent(
                id: EventID("request"), kind: .message, resource: "request", actor: watch.person)
            _ = try await desk.journal.accept(request, at: time.date)
            try await time.sleep(for: .seconds(25 * 3600))
            #expect(try await desk.lookAgain().messages.count > 1)
        }
    }

    @Test func `at the start only what was begun is gone on with`() async throws {
        try await Self.open { desk, watch, time async throws in
            try await desk.watches.finish()
            #expect(desk.sandbox.written(to: Self.alice).isEmpty)
            try await desk.journal.beginAnswer(to: watch, messages: 1, isDecided: true, at: time.date)
            try await desk.watches.finish()
            #expect(desk.sandbox.written(to: Self.alice).count > 1)
        }
    }

    @Test func `a last round in which Webex is down says so`() async throws {
        try await Self.open { desk, _, time async throws in
            try await time.sleep(for: .seconds(25 * 3600))
            desk.sandbox.faults.next(.get, "/v1/meetings", times: .max, .answer(.failure(.badGateway, "no")))
            let outcome = try await desk.lookAgain()
            #expect(outcome.messages.count == 1)
            #expect(outcome.status == "unavailable")
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `a press that is tried again, and finds what it waits for, waits no longer`() async throws {
        try await Self.open { desk, watch, _ async throws in
            let inputs = ["command_keyword": "notify", "meeting_number": Desk.number]
            _ = try await desk.ask("help")
            let card = try #require(desk.sandbox.written(to: Self.alice).last { $0.card != nil })
            let press = try desk.sandbox.submit(inputs, on: card.id, as: Self.alice)
            try await desk.journal.end(watch)
            var begun = watch
            begun.id = EventID(press)
            _ = try await desk.journal.begin(begun, mostPerPerson: 1, mostAltogether: 1)
            #expect(try await desk.handle(.cardAction, press, from: Self.alice).status == "permitted")
            #expect(desk.journal.watches.isEmpty)
        }
    }
}

extension Desk {
    /// Looks again, and is stopped when a fault has struck and so many messages have arrived.
    fileprivate func lookAgain(stoppingAfter count: Int) async throws {
        let replies = try sandbox.replies(for: "alice@example.com")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await watches.look() }
            await sandbox.faults.struck()
            var arrivals = replies.makeAsyncIterator()
            for _ in 0..<count { _ = await arrivals.next() }
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }
}
