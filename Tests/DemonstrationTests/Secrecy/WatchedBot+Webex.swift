import Demonstration
import HTTPTypes
import JSONTree
import Sandbox
import Testing
import TestSupport
import WebConnections

/// What a Webex does that is ill, or says more than it should.
extension WatchedBot {
    private static let clara = "clara@example.com"

    /// A Webex that fails, and repeats what it was told.
    func sufferWebex() async throws {
        let faults = bench.sandbox.faults
        for words in Self.gossip {
            // A card that Webex refuses is sent again as text; a text would not be.
            faults.next(.post, "/v1/messages", .refusal(.badRequest, saying: words))
            _ = try await bench.answer(to: "rec 2551 234 5678 hana@example.com 30")
            for (path, status) in [("/v1/meetings", HTTPResponse.Status.badRequest), ("/v1/people/", .badGateway)] {
                faults.next(.get, path, times: 2, .refusal(status, saying: words))
                _ = try await bench.answer(to: "rec 2551 234 5678 hana@example.com 30")
                faults.clear()
            }
        }
        for fault in Self.lookupFaults {
            faults.next(.get, "/v1/meetings", times: 20, fault)
            _ = try await bench.answer(to: "rec https://example.webex.com/meet/\(Marker.link.rawValue)")
            faults.clear()
        }
        for fault in [Faults.Fault.mistake(Self.broken), .handleAndHangUp, .answer(.rateLimited(retryAfter: "1"))] {
            faults.next(.post, "/v1/messages", fault)
            _ = try await bench.answer(to: Marker.question.rawValue)
        }
        faults.next(.get, "/v1/messages/", times: 20, .answer(.failure(.internalServerError, "no")))
        _ = try await bench.answer(to: Marker.question.rawValue)
        faults.clear()
    }

    /// Tokens that end, are renewed, and are taken back.
    func loseGrant() async throws {
        let faults = bench.sandbox.faults
        bench.sandbox.expireAccessTokens(of: Self.clara)
        _ = try await bench.answer(to: "rec 2551 234 5678")
        for status in [HTTPResponse.Status.internalServerError, .badRequest] {
            bench.sandbox.expireAccessTokens(of: Self.clara)
            faults.next(.post, "/v1/access_token", .refusal(status) { String(decoding: $0.body, as: UTF8.self) })
            _ = try await bench.answer(to: "rec 2551 234 5678")
            faults.clear()
        }
        try await bench.demo.authorize()
        bench.sandbox.revokeGrants(of: Self.clara)
        _ = try await bench.answer(to: "rec 2551 234 5678")
        try await bench.demo.authorize()
    }

    private static let broken = ServerResponse(
        .ok, fields: [.contentType: "application/json"],
        body: Array(#"{"items": [{"id": "\#(Marker.title.rawValue)""#.utf8))

    private static let lookupFaults: [Faults.Fault] = [
        .answer(broken), .hangUp, .answer(.rateLimited(retryAfter: "1")),
        .answer(
            .failure(.badRequest, "no meeting has the webLink https://example.webex.com/meet/\(Marker.link.rawValue)")),
        .answer(.failure(.badGateway, "https://example.webex.com/meet/\(Marker.link.rawValue) is ill")),
        .answer(ServerResponse(.ok, fields: [.contentType: "text/html"], body: Array(Marker.link.rawValue.utf8))),
        .answer(
            ServerResponse(
                .ok,
                fields: [.contentType: "application/json", .location: Marker.link.rawValue],
                body: Array(#"{"items": [{"\#(Marker.title.rawValue)": 7, "id": ["\#(Marker.title.rawValue)"]}]}"#.utf8)
            )),
    ]

    /// How a Webex can repeat what it was sent; no more than some 300 characters of it would be kept.
    private static let gossip: [@Sendable (ServerRequest) -> String] = [
        { "the token \($0.fields[.authorization]?.dropFirst("Bearer ".count) ?? "") may not do this" },
        { "with \($0.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")) nothing can be found" },
        { repeated($0, from: "\"url\":") }, { repeated($0, from: "ticket=") },
        { repeated($0, from: Marker.title.rawValue) },
        { repeated($0, from: Marker.topic.rawValue) },
    ]

    private static func repeated(_ request: ServerRequest, from beginning: String) -> String {
        let body = String(decoding: request.body, as: UTF8.self)
        guard let start = body.firstRange(of: beginning)?.lowerBound else { return "nothing to repeat" }
        return "no card may hold \(body[start...].prefix(250))"
    }
}
