import HTTPTypes
import JSONTree
import Recordings
import TestSupport
import Testing
import WebConnections
import WebexAPI

@Suite struct WebhookCallsTests {
    private static let item = """
        {"id": "W1", "name": "a", "targetUrl": "https://bot.example.com/webhook", "resource": "messages",
        "event": "created", "secret": "hush", "status": "active", "createdBy": "2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02"}
        """

    private let webhook = Webhook(
        id: WebhookID("W1"), name: "a", targetURL: "https://bot.example.com/webhook", resource: "messages",
        event: "created", secret: Secret("hush"),
        creator: PersonID("2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02", .person))

    private func body(_ request: ServerRequest?) throws -> JSONValue { try JSONValue(parsing: request?.body ?? []) }

    @Test func `all pages are listed, a hundred at a time`() async throws {
        let webex = ScriptedWebex(
            .json("{\"items\": [\(Self.item)]}", link: "<http://elsewhere/v1/webhooks?max=100&p=2>; rel=\"next\""),
            .json("{\"items\": [\(Self.item)]}"))
        #expect(try await webex.run { try await $0.webhooks() } == [webhook, webhook])
        #expect(webex.requests.first?.query.map(\.value) == ["100"])
    }

    @Test func `what Webex leaves out or calls otherwise is read all the same`() async throws {
        let webex = ScriptedWebex(.json(#"{"items": [{"id": "W2", "filter": "", "status": "disabled"}]}"#))
        let found = try #require(try await webex.run { try await $0.webhooks() }.first)
        #expect(!found.isActive)
        #expect(found.secret == nil && found.creator == nil && found.filter == nil)
    }

    @Test func `a webhook is registered with its secret`() async throws {
        let webex = ScriptedWebex(.json(Self.item))
        let made = try await webex.run {
            try await $0.registerWebhook(
                named: "a", targetURL: "https://bot.example.com/webhook", resource: "messages", event: "created",
                secret: Secret("hush"))
        }
        #expect(made == webhook)
        #expect(webex.requests.first?.method == .post)
        #expect(
            try body(webex.requests.first) == [
                "name": "a", "targetUrl": "https://bot.example.com/webhook", "resource": "messages",
                "event": "created", "secret": "hush",
            ])
    }

    @Test func `renewing sends what can be changed and switches on`() async throws {
        let webex = ScriptedWebex(.json(Self.item))
        _ = try await webex.run { [webhook] in try await $0.renewWebhook(webhook, secret: Secret("new")) }
        #expect(webex.requests.first?.method == .put)
        #expect(webex.requests.first?.path == "/v1/webhooks/W1")
        #expect(
            try body(webex.requests.first) == [
                "name": "a", "targetUrl": "https://bot.example.com/webhook", "secret": "new", "status": "active",
            ])
    }

    @Test func `removing what is gone is no failure`() async throws {
        let webex = ScriptedWebex(.refusal(404))
        try await webex.run { try await $0.removeWebhook(WebhookID("W1")) }
        let stubborn = ScriptedWebex(.refusal(403))
        await #expect(throws: WebexError.self) {
            try await stubborn.run { try await $0.removeWebhook(WebhookID("W1")) }
        }
    }
}

@Suite struct ForwardedMeetingTests {
    private static let share = #"{"object": {"objectType": "meetingContainer", "meetingInstanceId": "3a_I_28"}}"#

    private func meeting(_ answers: ServerResponse...) async throws -> (MeetingID?, [String]) {
        let webex = ScriptedWebex { answers[min($0, answers.count) - 1] }
        let meeting = try await webex.run(clock: ImpatientClock()) {
            try await $0.forwardedMeeting(at: "\($0.baseURL)/messages/81b2c940")
        }
        return (meeting, webex.requests.map(\.path))
    }

    @Test func `an activity tells which meeting was forwarded`() async throws {
        let (meeting, paths) = try await meeting(.json(Self.share))
        #expect(meeting == MeetingID("3a_I_28"))
        #expect(paths == ["/v1/activities/81b2c940"])
    }

    @Test func `the answer about the message is looked at when there is no activity to be had`() async throws {
        let (meeting, paths) = try await meeting(.refusal(404), .json(Self.share))
        #expect(meeting == MeetingID("3a_I_28"))
        #expect(paths == ["/v1/activities/81b2c940", "/v1/messages/81b2c940"])
    }

    @Test(arguments: [
        #"{"id": "x"}"#, #"{"object": {"objectType": "content"}}"#, #"{"object": {"objectType": "meetingContainer"}}"#,
        #"{"object": 7}"#, "no JSON",
    ])
    func `an answer that does not tell is no failure`(body: String) async throws {
        #expect(try await meeting(.json(body)).0 == nil)
    }
}
