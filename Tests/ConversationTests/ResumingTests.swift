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

/// Events that an earlier start took on and did not finish.
@Suite(.timeLimit(.minutes(1))) struct ResumingTests {
    private static let alice = "alice@example.com"

    /// Alice writes, and an earlier start gets as far as `before` says.
    private func resume(
        _ text: String = "help", after wait: Duration = .zero,
        _ before: @escaping @Sendable (Desk, EventID) async throws -> Void = { _, _ in },
        _ check: @escaping @Sendable (Desk, Desk.Outcome) async throws -> Void
    ) async throws {
        let time = SkippingTime()
        try await Desk.open(time: time) { desk async throws in
            let id = try desk.sandbox.say(text, as: Self.alice)
            let actor = PersonID(desk.sandbox.personID(of: Self.alice) ?? "", .person)
            let event = IncomingEvent(id: EventID(id), kind: .message, resource: id, actor: actor)
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
            try await desk.journal.sending(event, messages: 1, at: Date())
        } _: { _, outcome in
            #expect(outcome.messages.count == 1 && outcome.isDone)
        }
    }

    @Test func `an answer was to be sent and is there: nothing is sent or looked up`() async throws {
        try await resume { desk, event in
            try await desk.journal.sending(event, messages: 1, at: Date())
            try await desk.writeAsBot("an answer of which nobody was told")
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && outcome.audit.isEmpty && outcome.isDone)
        }
    }

    @Test func `what belongs to something else is not taken for the answer`() async throws {
        try await resume { desk, event in
            let other = try await desk.writeAsBot("the answer to something else")
            try await desk.journal.answered(EventID("other"), with: MessageID(other), at: Date())
            try await desk.journal.sending(event, messages: 1, at: Date())
        } _: { _, outcome in
            #expect(outcome.messages.count == 1)
        }
    }

    @Test(arguments: [true, false])
    func `an announcement is no answer, and is taken back`(isNoted: Bool) async throws {
        try await resume { desk, event in
            let notice = try await desk.writeAsBot("I am looking for your recordings…")
            if isNoted { try await desk.journal.noticed(MessageID(notice), of: event, at: Date()) }
            try await desk.journal.sending(event, messages: 1, at: Date())
        } _: { desk, outcome in
            #expect(desk.sandbox.written(to: Self.alice).allSatisfy { $0.markdown?.contains("looking") == false })
            #expect(desk.sandbox.written(to: Self.alice).count == 1)
        }
    }

    @Test func `a long answer goes on behind what has arrived`() async throws {
        try await resume("rec \(Desk.number)") { desk, event in
            try await desk.journal.sending(event, messages: 2, at: Date())
            try await desk.writeAsBot("the first card")
        } _: { _, outcome in
            // Now it has one card only, which has arrived.
            #expect(outcome.messages.isEmpty && outcome.isDone)
            #expect(outcome.audit.first?["status"]?.string == "permitted")
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
            try await desk.journal.sending(event, messages: 1, at: Date())
            desk.sandbox.faults.next(
                .get, "/v1/messages/direct", times: .max, .answer(.failure(.serviceUnavailable, "no")))
        } _: { desk, outcome in
            #expect(outcome.messages.isEmpty && !outcome.isDone)
            #expect(desk.journal.openEvents.count == 1)
        }
    }
}

extension Desk {
    /// Posts to Alice with the bot's token, behind the back of the handler.
    @discardableResult fileprivate func writeAsBot(_ text: String) async throws -> String {
        let alice = PersonID(sandbox.personID(of: "alice@example.com") ?? "", .person)
        return try await bot.post(to: alice, markdown: text).text
    }
}
