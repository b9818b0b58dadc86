import FoundationEssentials
import HTTPTypes
import JSONTree
import Recordings
import TestSupport
import Testing
import WebConnections
import WebexAPI

@Suite struct WebexClientTests {
    private static let me = ServerResponse.json(#"{"id": "me", "emails": ["Ada@example.com"], "type": "person"}"#)

    @Test func `a call carries the token and the answer becomes a person`() async throws {
        let webex = ScriptedWebex(Self.me)
        let me = try await webex.run { try await $0.me() }
        #expect(me.emails.map(\.text) == ["ada@example.com"])
        #expect(webex.requests.first?.fields[.authorization] == "Bearer token-1")
        #expect(webex.requests.first?.path == "/v1/people/me")
    }

    @Test func `a refused token is replaced as long as there is a newer one, and twice at most`() async throws {
        let credential = WebexCredential(
            current: { Secret("old") },
            renewed: { refused in refused == Secret("old") ? Secret("new") : nil })
        let webex = ScriptedWebex(.refusal(401), Self.me)
        _ = try await webex.run(credential: credential) { try await $0.me() }
        #expect(webex.requests.map { $0.fields[.authorization] } == ["Bearer old", "Bearer new"])
        let stubborn = ScriptedWebex(.refusal(401))
        await #expect(throws: WebexError.self) { try await stubborn.run(credential: credential) { try await $0.me() } }
        #expect(stubborn.requests.count == 2)
        let generous = WebexCredential(current: { Secret("old") }, renewed: { _ in Secret("new") })
        await #expect(throws: WebexError.self) { try await stubborn.run(credential: generous) { try await $0.me() } }
        #expect(stubborn.requests.count == 5)
    }

    @Test(arguments: [
        (401, WebexError.Code.unauthorized), (403, .forbidden), (404, .notFound), (410, .notFound),
        (400, .rejected(status: 400)), (500, .unavailable(status: 500)), (503, .unavailable(status: 503)),
    ])
    func `an error keeps the code, the words and the tracking id`(status: Int, code: WebexError.Code) async throws {
        var answer = ServerResponse.json(#"{"message": "No.", "errors": [], "trackingId": "ROUTERGW_1"}"#)
        answer.status = .init(code: status)
        let webex = ScriptedWebex(answer)
        let error = try #require(
            await #expect(throws: WebexError.self) {
                try await webex.run(clock: ImpatientClock()) { try await $0.me() }
            })
        #expect(error.code == code)
        #expect(error.trackingID == "ROUTERGW_1")
        #expect(error.message == "No.")
        #expect(error.operation == "GET /people/me")
    }

    @Test(arguments: [
        ("the token token-1 is not known", "the token … is not known"),
        (
            "body: {\"markdown\": \"[Video](https://a.example/1?ticket=9f3a)\"}",
            "body: {\"markdown\": \"[…](…://a.…/1?…=…)\"}"
        ),
        ("no card may be called 'Zażółć gęślą jaźń'", "no card may be called '… … …'"),
        ("cut short: https://a.example/1?tick", "cut short: …://a.…/1?…"),
        ("attachments[0].content must be an object", "attachments[0].content must be an object"),
    ])
    func `what was sent is not repeated by an error`(words: String, told: String) async throws {
        var answer = ServerResponse.json((["message": .string(words)] as JSONValue).text)
        answer.status = .badRequest
        let requester = PersonID(publicID: "ada", key: "ada")
        let text = "Zażółć gęślą jaźń: [Video](https://a.example/1?ticket=9f3a)"
        let error = await #expect(throws: WebexError.self) {
            try await ScriptedWebex(answer).run { try await $0.post(to: requester, markdown: text) }
        }
        #expect(error?.message == told)
    }

    @Test func `what was asked for is not repeated by an error`() async throws {
        var answer = ServerResponse.json(
            #"{"message": "ada@example.com hosts nothing at https://example.webex.com/meet/x1y2"}"#)
        answer.status = .notFound
        let link = try #require(MeetingLink("https://example.webex.com/meet/x1y2"))
        let host = try #require(EmailAddress("ada@example.com"))
        let error = await #expect(throws: WebexError.self) {
            try await ScriptedWebex(answer).run { try await $0.meetings(joinedBy: link, seenBy: host) }
        }
        #expect(error?.message == "ada@….com hosts nothing at …://….….com/…/…")
    }

    @Test(arguments: ["<html>", "", "[]", #"{"emails": []}"#, #"{"id": 7}"#])
    func `an answer that is not what it should be is an error`(body: String) async throws {
        let webex = ScriptedWebex(.json(body))
        let error = await #expect(throws: WebexError.self) {
            try await webex.run(clock: ImpatientClock()) { try await $0.me() }
        }
        #expect(error?.code == .malformedAnswer)
    }

    @Test func `a device that another program registered in its own way does not hide ours`() async throws {
        let webex = ScriptedWebex(
            .json(
                """
                {"devices": [{"name": 5, "url": null, "modificationTime": 17},
                {"name": "ours", "url": "https://wdm.example.com/1", "webSocketUrl": "wss://mercury.example.com/1"}]}
                """))
        #expect(try await webex.run { try await $0.devices(at: $0.baseURL) }.map(\.name) == ["ours"])
    }
}
