import Conversation
import FoundationEssentials
import HTTPTypes
import JSONTree
import Journal
import Recordings
import Sandbox
import Synchronization
import TestSupport
import Testing
import WebConnections
import WebexAPI

/// Events that an earlier start took on and did not finish.
@Suite(.timeLimit(.minutes(1))) struct ResumingTests {
    private static let alice = "alice@example.com"

    /// Alice writes, and an earlier start gets as far as `before` says.
    private func resume(
        _ text: String = "help", company: String? = nil, after wait: Duration = .zero,
        _ before: @escaping @Sendable (Desk, EventID) async throws -> Void = { _, _ in },
        _ check: @escaping @Sendable (Desk, Desk.Outcome) async throws -> Void
    ) async throws {
        let time = SkippingTime()
        try await Desk.open(company: company, time: time) { desk async throws in
            let id = try desk.sandbox.say(text, as: Self.alice)
            let event = desk.event(.message, id, from: Self.alice)
            #expect(try await desk.journal.accept(event, at: time.date))
            try await before(desk, event.id)
            try await time.sleep(for: wait)
            try await check(desk, try await desk.handle(.message, id, from: Self.alice))
        }
    }

    @Test func `what was only taken on is answered`() async throws {
        try await resume { desk, outcome in
            #expect(outcome.messages.count == 1 && outcome.isDone)
            #expect(desk.journal.openEvents.isEmpty)
        }
    }

    @Test func `an answer was to be sent and is not there: it is sent`() async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
        } _: { _, outcome in
            #expect(outcome.messages.count == 1 && outcome.isDone)
        }
    }

    @Test func `an answer was to be sent and is there: nothing is sent or looked up`() async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
            try await desk.writeAsBot("an answer of which nobody was told")
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && outcome.audit.isEmpty && outcome.isDone)
        }
    }

    @Test func `what belongs to something else is not taken for the answer`() async throws {
        try await resume { desk, event in
            let other = try await desk.writeAsBot("the answer to something else")
            try await desk.journal.answered(EventID("other"), with: MessageID(other), at: Date())
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
        } _: { _, outcome in
            #expect(outcome.messages.count == 1)
        }
    }

    @Test func `what asks to press again is not taken for the answer`() async throws {
        try await resume { desk, event in
            desk.sandbox.faults.next(.post, "/v1/messages", .mistake(.failure(.badGateway, "no")))
            let alice = desk.event(.message, "", from: Self.alice).actor
            await #expect(throws: WebexError.self) { try await desk.handler.askAgain(alice) }
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
        } _: { _, outcome in
            #expect(outcome.messages.count == 1)
        }
    }

    @Test func `of what is there, an answer takes no more than it has messages`() async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
            try await desk.writeAsBot("an answer of which nobody was told")
            try await desk.writeAsBot("the answer to something else")
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && outcome.isDone)
            let claimed = desk.sandbox.written(to: Self.alice).map { desk.journal.isClaimed(MessageID($0.id)) }
            #expect(claimed == [true, false])
        }
    }

    @Test(arguments: [true, false])
    func `an announcement is no answer, and is taken back`(isNoted: Bool) async throws {
        try await resume { desk, event in
            let notice = try await desk.writeAsBot("I am looking for your recordings…")
            if isNoted { try await desk.journal.noticed(MessageID(notice), of: event, at: Date()) }
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
        } _: { desk, outcome in
            #expect(desk.sandbox.written(to: Self.alice).allSatisfy { $0.markdown?.contains("looking") == false })
            #expect(desk.sandbox.written(to: Self.alice).count == 1)
        }
    }

    @Test func `an announcement that an earlier start was just making is taken back`() async throws {
        let time = SkippingTime()
        try await Desk.open(time: time) { first async throws in
            let id = try first.sandbox.say("rec \(Desk.number)", as: Self.alice)
            #expect(try await first.journal.accept(first.event(.message, id, from: Self.alice), at: time.date))
            try await first.writeAsBot("I am looking for your recordings…")
            #expect(try await first.restarted().handle(.message, id, from: Self.alice).isDone)
            let written = first.sandbox.written(to: Self.alice)
            #expect(written.count == 1 && written.first?.card != nil)
        }
    }

    @Test func `an announcement that cannot be looked for keeps nobody from an answer`() async throws {
        let time = SkippingTime()
        try await Desk.open(time: time) { first async throws in
            let id = try first.sandbox.say("help", as: Self.alice)
            #expect(try await first.journal.accept(first.event(.message, id, from: Self.alice), at: time.date))
            first.sandbox.faults.next(
                .get, "/v1/messages/direct", times: .max, .answer(.failure(.serviceUnavailable, "no")))
            let outcome = try await first.restarted().handle(.message, id, from: Self.alice)
            #expect(outcome.messages.map { $0.card != nil } == [true] && outcome.isDone)
        }
    }

    @Test func `no room is read for what has only just arrived`() async throws {
        try await resume { desk, outcome in
            #expect(outcome.messages.count == 1 && desk.looks == 0)
        }
    }

    /// The last look is for announcements.
    @Test(arguments: [(0, 3), (60, 2)])
    func `what was only just being sent is looked for once more`(seconds: Int, looks: Int) async throws {
        try await resume(after: .seconds(seconds)) { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
        } _: { desk, outcome in
            #expect(outcome.messages.count == 1 && desk.looks == looks)
        }
    }

    @Test func `an answer that shows up only at the second look is not sent again`() async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
            try await desk.writeAsBot("an answer of which nobody was told")
            desk.sandbox.faults.next(.get, "/v1/messages/direct", .answer(.emptyList))
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && outcome.isDone)
        }
    }

    @Test func `a long answer goes on behind what has arrived`() async throws {
        let cards = Mutex(0)
        try await resume(LongMeeting.request, company: LongMeeting.seed) { desk, event in
            let whole = try await desk.ask(LongMeeting.request).messages.count
            cards.withLock { $0 = whole }
            try await desk.journal.sending(event, messages: whole, isDecided: true, at: Date())
            try await desk.writeAsBot("the first card")
        } _: { _, outcome in
            #expect(cards.withLock { $0 } > 1)
            #expect(outcome.messages.count == cards.withLock { $0 } - 1 && outcome.isDone)
            #expect(outcome.audit.first?["status"]?.string == "permitted")
        }
    }

    @Test(arguments: [1, 2])
    func `an answer that has become another is given whole`(arrived: Int) async throws {
        try await resume("rec \(Desk.number)") { desk, event in
            try await desk.journal.sending(event, messages: 3, isDecided: true, at: Date())
            for card in 1...arrived { try await desk.writeAsBot("card \(card)") }
        } _: { desk, outcome in
            #expect(outcome.messages.count == 1 && outcome.isDone)
            #expect(desk.journal.openEvents.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `the audit log says that an answer arrived which is found in the room`(isDecided: Bool) async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: isDecided, at: Date())
            try await desk.writeAsBot("an answer of which nobody was told")
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && outcome.isDone)
            #expect(outcome.audit.map { $0["status"]?.string } == (isDecided ? ["delivered"] : []))
            #expect(outcome.audit.allSatisfy { $0["requestor"]?.string == Self.alice })
        }
    }

    @Test(arguments: [(14, false), (16, true)])
    func `an answer that comes late says so`(minutes: Int, isLate: Bool) async throws {
        try await resume(after: .seconds(minutes * 60)) { _, _ in
        } _: { _, outcome in
            #expect(outcome.text.contains("comes late") == isLate)
        }
    }

    @Test func `while the room cannot be read nothing is sent, and the event stays open`() async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, isDecided: false, at: Date())
            desk.sandbox.faults.next(
                .get, "/v1/messages/direct", times: .max, .answer(.failure(.serviceUnavailable, "no")))
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && !outcome.isDone)
            #expect(desk.journal.openEvents.count == 1)
        }
    }
}
