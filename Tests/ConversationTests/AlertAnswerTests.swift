import Alerts
import HTTPTypes
import Journal
import Recordings
import Sandbox
import TestSupport
import Testing
import WebConnections
import WebexAPI

@testable import Conversation

/// What admins are told unasked is no answer to what they have asked.
@Suite(.timeLimit(.minutes(1))) struct AlertAnswerTests {
    private static let alice = "alice@example.com"

    /// Alice asks for help, an alert arrives of which nobody is told that it has, and then the first answer does not.
    private func askBesideAlert(
        _ check: @escaping @Sendable (Desk, _ message: String) async throws -> Void
    ) async throws {
        try await Desk.open(time: SkippingTime()) { desk async throws in
            let message = try desk.sandbox.say("help", as: Self.alice)
            desk.sandbox.faults.next(.post, "/v1/messages", .mistake(.failure(.serviceUnavailable, "no")))
            let admin = try #require(EmailAddress(Self.alice))
            await #expect(throws: WebexError.self) {
                try await AlertMessenger(desk.parts, page: "https://bot.example.com/webex/authorize")
                    .send(.raised(.auditFailing), to: admin)
            }
            #expect(desk.sandbox.written(to: Self.alice).count == 1)
            try await check(desk, message)
        }
    }

    @Test func `an alert is not taken for the answer that did not arrive`() async throws {
        try await askBesideAlert { desk, message in
            desk.sandbox.faults.next(.post, "/v1/messages", .answer(.failure(.serviceUnavailable, "no")))
            let outcome = try await desk.handle(.message, message, from: Self.alice)
            #expect(outcome.messages.map { $0.card != nil } == [true] && outcome.isDone)
        }
    }

    @Test func `an alert is not taken for the answer that an earlier start was sending`() async throws {
        try await askBesideAlert { desk, message in
            let event = desk.event(.message, message, from: Self.alice)
            #expect(try await desk.journal.accept(event, at: desk.handler.now()))
            try await desk.journal.sending(event.id, messages: 1, isDecided: false, at: desk.handler.now())
            let outcome = try await desk.handle(.message, message, from: Self.alice)
            #expect(outcome.messages.map { $0.card != nil } == [true] && outcome.isDone)
        }
    }
}
