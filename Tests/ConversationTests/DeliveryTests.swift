import Configuration
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Recordings
import Sandbox
import TestSupport
import Testing
import WebConnections
import WebexAPI

@testable import Conversation

/// What is known of an answer that was not sent.
@Suite(.timeLimit(.minutes(1))) struct DeliveryTests {
    /// Gives an answer that is tried once, as those to a watch are.
    private static func give(_ desk: Desk, over chat: WebexClient) async throws -> Delivery {
        let requester = PersonID(desk.sandbox.personID(of: "alice@example.com") ?? "", .person)
        var parts = desk.parts
        let turn = Turn(
            parts, parts.settings.snapshot, event: EventID("E"), requester: try await desk.bot.person(requester),
            at: .now)
        parts.chat = chat
        let delivery = AnswerDelivery(parts: parts, turn: turn, now: { .now }, logger: .silent)
        return await delivery.give(turn.writer.tooManyRequests())
    }

    @Test func `without a connection nothing has reached the requester`() async throws {
        try await Desk.open { desk async throws in
            let nowhere = WebexClient(
                http: try HTTPClient(), baseURL: "http://127.0.0.1:1/v1", credential: .fixed(Secret("token")),
                logger: .silent)
            #expect(try await Self.give(desk, over: nowhere) == .unfinished)
        }
    }

    @Test(arguments: [
        (Faults.Fault.hangUp, Delivery.unfinished), (.handleAndHangUp, .unfinished),
        (.answer(.failure(.badGateway, "no")), .unfinished), (.answer(.failure(.badRequest, "no")), .unfinished),
        (.answer(.failure(.unauthorized, "no")), .unfinished), (.answer(.rateLimited(retryAfter: "600")), .unfinished),
        (.answer(.failure(.forbidden, "no")), .refused), (.answer(.failure(.notFound, "no")), .refused),
    ])
    func `after a connection it depends on what Webex said`(fault: Faults.Fault, expected: Delivery) async throws {
        try await Desk.open { desk async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", fault)
            #expect(try await Self.give(desk, over: desk.bot) == expected)
        }
    }
}
