import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Webhook registrations` {
    private static let target = "http://127.0.0.1:9/webhook"

    private static func body(_ changes: KeyValuePairs<String, JSONValue?> = [:]) -> JSONValue {
        var object = JSONObject([
            .init("name", "n"), .init("targetUrl", .string(target)), .init("resource", "messages"),
            .init("event", "created"),
        ])
        for (name, value) in changes { object[name] = value }
        return .object(object)
    }

    private func register(
        _ webex: TestCloud, _ changes: KeyValuePairs<String, JSONValue?> = [:], as token: String? = nil
    ) async throws -> Answer {
        try await webex.post("/v1/webhooks", token ?? webex.bot, Self.body(changes))
    }

    @Test func `a registration is answered with everything about it`() async throws {
        let webex = try TestCloud(cluster: "urn:TEAM:eu-central-1_k")
        let made = try await register(webex, ["secret": "hush", "filter": "roomType=direct"])
        #expect(made.status == 200)
        #expect(made["status"] == "active" && made["ownedBy"] == "creator" && made["secret"] == "hush")
        #expect(made["createdBy"] == webex.cloud.ids.encode(.person, webex.cloud.company.bot.id))
        #expect(made["filter"] == "roomType=direct")
        let organization = try #require(made["orgId"].flatMap { Data(base64Encoded: $0) })
        #expect(String(decoding: organization, as: UTF8.self) == webex.cloud.company.organization.id)
        let id = try #require(made["id"])
        #expect(webex.cloud.ids.key(of: id, .webhook) != nil)
        #expect(try await webex.get("/v1/webhooks/\(id)", webex.bot).json == made.json)
        #expect(try await webex.get("/v1/webhooks", webex.bot).items == [made.json])
    }

    @Test(
        arguments: [
            ["name": nil], ["name": ""], ["targetUrl": nil], ["targetUrl": "bot.example.com"],
            ["targetUrl": "ftp://x/y"],
            ["targetUrl": 7], ["resource": nil], ["resource": "message"], ["event": nil], ["event": "create"],
            ["resource": "all"], ["filter": "roomColour=red"], ["filter": "roomType"],
            ["filter": "hostEmail=a@example.com"],
            ["ownedBy": "me"], ["ownedBy": "org", "resource": "attachmentActions"], ["secret": 7],
        ] as [[String: JSONValue?]])
    func `what is missing or makes no sense is refused`(changes: [String: JSONValue?]) async throws {
        let webex = try TestCloud()
        var object = try #require(Self.body().object)
        for (name, value) in changes { object[name] = value }
        let answer = try await webex.post("/v1/webhooks", webex.bot, .object(object))
        #expect(answer.status == 400)
        #expect(try await webex.get("/v1/webhooks", webex.bot).items.isEmpty)
    }

    @Test func `the right to read is the right to be told`() async throws {
        let webex = try TestCloud()
        #expect(try await register(webex, ["resource": "recordings"]).status == 403)
        #expect(try await register(webex, ["ownedBy": "org"]).status == 403)
        #expect(try await register(webex, as: "unknown").status == 401)
        let clara = try webex.token("clara@example.com")
        #expect(try await register(webex, ["resource": "recordings", "ownedBy": "org"], as: clara).status == 200)
        #expect(try await webex.get("/v1/webhooks?ownedBy=org", clara).items.count == 1)
        #expect(try await webex.get("/v1/webhooks?ownedBy=org", webex.bot).status == 403)
    }

    @Test func `somebody else's webhook is not there`() async throws {
        let webex = try TestCloud()
        let id = try #require(try await register(webex)["id"])
        let alice = try webex.token("alice@example.com")
        #expect(try await webex.get("/v1/webhooks/\(id)", alice).status == 404)
        #expect(try await webex.put("/v1/webhooks/\(id)", alice, Self.body()).status == 404)
        #expect(try await webex.send(.delete, "/v1/webhooks/\(id)", alice).status == 404)
        #expect(try await webex.get("/v1/webhooks", alice).items.isEmpty)
    }

    @Test func `name, target and secret can be changed, and nothing else`() async throws {
        let webex = try TestCloud()
        let id = try #require(try await register(webex, ["secret": "old"])["id"])
        let changed = try await webex.put(
            "/v1/webhooks/\(id)", webex.bot,
            Self.body(["name": "m", "secret": "new", "resource": "rooms", "event": "deleted", "filter": "roomId=x"]))
        #expect(changed.status == 200)
        #expect(changed["name"] == "m" && changed["secret"] == "new")
        #expect(changed["resource"] == "messages" && changed["event"] == "created" && changed["filter"] == nil)
        #expect(try await webex.put("/v1/webhooks/\(id)", webex.bot, ["name": "m"]).status == 400)
    }

    @Test func `a webhook can be switched on and not off`() async throws {
        let webex = try TestCloud()
        let id = try #require(try await register(webex)["id"])
        let off = try await webex.put("/v1/webhooks/\(id)", webex.bot, Self.body(["status": "inactive"]))
        #expect(off.status == 400)
        let key = try #require(webex.cloud.ids.key(of: id, .webhook))
        _ = webex.cloud.withState { $0.webhooks.change(key) { $0.status = .inactive } }
        #expect(try await webex.get("/v1/webhooks/\(id)", webex.bot)["status"] == "inactive")
        let on = try await webex.put("/v1/webhooks/\(id)", webex.bot, Self.body(["status": "active"]))
        #expect(on["status"] == "active")
    }

    @Test func `what is removed is gone`() async throws {
        let webex = try TestCloud()
        let id = try #require(try await register(webex)["id"])
        #expect(try await webex.send(.delete, "/v1/webhooks/\(id)", webex.bot).status == 204)
        #expect(try await webex.send(.delete, "/v1/webhooks/\(id)", webex.bot).status == 404)
    }

    @Test func `a listing comes in pages`() async throws {
        let webex = try TestCloud()
        for _ in 1...3 { _ = try await register(webex) }
        let first = try await webex.get("/v1/webhooks?max=2", webex.bot)
        #expect(first.items.count == 2)
        #expect(try await webex.get(try #require(first.next), webex.bot).items.count == 1)
        #expect(try await webex.get("/v1/webhooks?max=101", webex.bot).status == 400)
    }
}

@Suite struct `Too many failures` {
    @Test func `switch a webhook off when they come within the window`() throws {
        var book = WebhookBook()
        let start = Moment.start
        book.add(
            Webhook(
                id: "w", creator: "c", resource: "messages", event: "created", filter: nil, ownership: .creator,
                created: start, name: "n", targetURL: "http://127.0.0.1:9/"))
        var behaviour = WebhookBehaviour()
        behaviour.failuresToInactive = 3
        for second in [0, 200, 301] {
            book.noteFailure(of: "w", at: start.addingTimeInterval(TimeInterval(second)), behaviour)
        }
        #expect(book.all.first?.status == .active)
        book.noteFailure(of: "w", at: start.addingTimeInterval(302), behaviour)
        #expect(book.all.first?.status == .inactive)
    }
}

@Suite struct `Addresses of this machine` {
    @Test(arguments: ["http://127.0.0.1:80/x", "http://localhost", "HTTP://LOCALHOST:5050/webhook", "http://[::1]:1/"])
    func `are delivered to`(url: String) { #expect(LoopbackURL.isPlain(url)) }

    @Test(arguments: [
        "https://127.0.0.1/", "http://example.com/", "http://127.0.0.1.example.com/", "http://localhost@example.com/",
        "http://127.0.0.1:80@example.com/", "http://example.com/127.0.0.1", "http:\\\\127.0.0.1/", "//127.0.0.1/", "",
    ])
    func `are told from all others`(url: String) { #expect(!LoopbackURL.isPlain(url)) }
}
