import Cryptography
import FoundationEssentials
import HTTPTypes
import JSONTree
import Logging
import Synchronization
import Testing
import WebConnections

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct `Webhook deliveries` {
    private static let alice = "alice@example.com"

    @Test func `tell that a message was written and not what it says`() async throws {
        try await DeliveryTarget.with { target in
            try await target.register("messages")
            let id = try target.live.sandbox.say("the secret plan", as: Self.alice)
            let body = try await target.next().json
            #expect(body["resource"] == "messages" && body["event"] == "created")
            #expect(body["data"]?["id"]?.string == id)
            #expect(body["data"]?["roomType"] == "direct")
            #expect(body["data"]?["personEmail"]?.string == Self.alice)
            #expect(body["actorId"] == body["data"]?["personId"])
            #expect(!body.text.contains("secret plan") && !body.text.contains("hush"))
        }
    }

    @Test func `tell that a card was submitted, without its inputs and the kind of its room`() async throws {
        try await DeliveryTarget.with { target in
            try await target.register("attachmentActions")
            let card = try await target.postCard(to: Self.alice)
            let id = try target.live.sandbox.submit(["a": "private"], on: card, as: Self.alice)
            let data = try #require(try await target.next().json["data"])
            #expect(data["id"]?.string == id && data["messageId"]?.string == card && data["type"] == "submit")
            #expect(data["roomType"] == nil && data["inputs"] == nil)
        }
    }

    @Test func `come for what the bot itself writes too`() async throws {
        try await DeliveryTarget.with { target in
            try await target.register("messages")
            _ = try await target.postCard(to: Self.alice)
            let body = try await target.next().json
            #expect(body["data"]?["personId"] == body["createdBy"])
        }
    }

    @Test(arguments: WebhookBehaviour.WebexSignature.allCases)
    func `are signed in both fields over the raw bytes`(form: WebhookBehaviour.WebexSignature) async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.webhooks.webexSignature = form
        try await DeliveryTarget.with(configuration) { target in
            try await target.register("messages")
            try target.live.sandbox.say("rec", as: Self.alice)
            let request = try await target.next().request
            let key = Array("hush".utf8)
            let sha1 = Hexadecimal.encode(try Digest.hmac(request.body, key: key, .sha1))
            let sha256 = Hexadecimal.encode(try Digest.hmac(request.body, key: key, .sha256))
            let sha512 = Hexadecimal.encode(try Digest.hmac(request.body, key: key, .sha512))
            #expect(request.fields[.sparkSignature] == sha1)
            let expected =
                switch form {
                case .bareSHA256: sha256
                case .prefixedSHA256: "sha256=" + sha256
                case .bareSHA512: sha512
                case .prefixedSHA512: "sha512=" + sha512
                }
            #expect(request.fields[.webexSignature] == expected)
        }
    }

    @Test func `carry no signature without a secret`() async throws {
        try await DeliveryTarget.with { target in
            try await target.register("messages", secret: nil)
            try target.live.sandbox.say("rec", as: Self.alice)
            let fields = try await target.next().request.fields
            #expect(fields[.sparkSignature] == nil && fields[.webexSignature] == nil)
        }
    }

    @Test func `are let through by a filter or not`() async throws {
        try await DeliveryTarget.with { target in
            try await target.register("messages", filter: "personEmail=hana@example.com&roomType=direct")
            try target.live.sandbox.say("one", as: Self.alice)
            let bob = try target.live.sandbox.say("two", as: "hana@example.com")
            #expect(try await target.next().json["data"]?["id"]?.string == bob)
        }
    }

    @Test func `come twice or in another order when somebody wants them to`() async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.webhooks.copies = 2
        try await DeliveryTarget.with(configuration) { target in
            try await target.register("messages")
            target.live.sandbox.holdDeliveries()
            let first = try target.live.sandbox.say("one", as: Self.alice)
            let second = try target.live.sandbox.say("two", as: Self.alice)
            target.live.sandbox.releaseDeliveries(newestFirst: true)
            var ids: [String?] = []
            for _ in 1...4 { ids.append(try await target.next().json["data"]?["id"]?.string) }
            #expect(Set(ids) == [first, second] && ids.count { $0 == first } == 2)
        }
    }

    @Test func `that fail too often switch the webhook off`() async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.webhooks.failuresToInactive = 2
        try await DeliveryTarget.with(configuration, answer: .internalServerError) { target in
            let webhook = try await target.register("messages")
            var reports = target.live.sandbox.comingDeliveries.makeAsyncIterator()
            for _ in 1...2 {
                try target.live.sandbox.say("rec", as: Self.alice)
                #expect(await reports.next()?.status == 500)
            }
            #expect(target.live.sandbox.activeWebhooks == 0)
            #expect(try await target.get("/webhooks/\(webhook)")["status"] == "inactive")
        }
    }

    @Test func `never leave this machine`() async throws {
        try await LiveSandbox.with { live in
            let body: JSONValue = [
                "name": "n", "targetUrl": "https://bot.example.com/webhook", "resource": "messages",
                "event": "created",
            ]
            _ = try await live.send(.post, "\(live.sandbox.apiURL)/webhooks", live.sandbox.botToken, body: body)
            var reports = live.sandbox.comingDeliveries.makeAsyncIterator()
            try live.sandbox.say("rec", as: Self.alice)
            let report = await reports.next()
            #expect(report?.targetURL == "https://bot.example.com/webhook")
            #expect(report != nil && report?.status == nil)
        }
    }

    @Test(arguments: [false, true])
    func `of a forwarded recording tell nothing of it, and the conversation service may`(tells: Bool) async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.tellsActivities = tells
        try await DeliveryTarget.with(configuration) { target in
            try await target.register("messages")
            let sandbox = target.live.sandbox
            let instance = try #require(try sandbox.forwardable(for: Self.alice).first?.instance.id)
            let id = try sandbox.forward(instance: instance, as: Self.alice)
            #expect(try await !target.next().json.text.contains(instance))
            let key = try #require(sandbox.cloud.ids.key(of: id, .message))
            let address = "\(sandbox.origin)/conversation/api/v1/activities/\(key)"
            let activity = try await target.live.send(.get, address, sandbox.botToken)
            #expect(activity.status == (tells ? 200 : 404))
            #expect(activity.json["object"]?["meetingInstanceId"]?.string == (tells ? instance : nil))
        }
    }
}

/// A sandbox, and a server that its deliveries go to.
private struct DeliveryTarget {
    struct Received {
        var request: ServerRequest
        var json: JSONValue
    }

    let live: LiveSandbox
    private let url: String
    private let requests: AsyncStream<ServerRequest>

    static func with(
        _ configuration: WebexSandbox.Configuration = .init(), answer: HTTPResponse.Status = .noContent,
        _ body: (DeliveryTarget) async throws -> Void
    ) async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: ServerRequest.self)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try WebServer(configuration: .init(), logger: logger) { request in
            continuation.yield(request)
            return ServerResponse(answer)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await LiveSandbox.with(configuration) { live in
                try await body(
                    DeliveryTarget(live: live, url: "http://127.0.0.1:\(server.port)/webhook", requests: requests))
            }
        }
    }

    @discardableResult
    func register(_ resource: String, secret: String? = "hush", filter: String? = nil) async throws -> String {
        let body = JSONValue.object([
            "name": "n", "targetUrl": .string(url), "resource": .string(resource), "event": "created",
            "secret": secret.map(JSONValue.string), "filter": filter.map(JSONValue.string),
        ])
        let made = try await live.send(.post, "\(live.sandbox.apiURL)/webhooks", live.sandbox.botToken, body: body)
        guard let id = made.json["id"]?.string else { throw TestFailure("not registered: \(made.status)") }
        return id
    }

    func get(_ path: String) async throws -> JSONValue {
        try await live.send(.get, live.sandbox.apiURL + path, live.sandbox.botToken).json
    }

    /// Has the bot write a card; the id of its message.
    func postCard(to email: String) async throws -> String {
        let body: JSONValue = [
            "toPersonEmail": .string(email), "markdown": "card",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "content": ["type": "AdaptiveCard", "version": "1.3", "body": []],
                ]
            ],
        ]
        let message = try await live.send(.post, "\(live.sandbox.apiURL)/messages", live.sandbox.botToken, body: body)
        return message.json["id"]?.string ?? ""
    }

    /// What arrives next.
    func next() async throws -> Received {
        for await request in requests {
            return Received(request: request, json: try JSONValue(parsing: request.body))
        }
        throw TestFailure("nothing was delivered")
    }
}
