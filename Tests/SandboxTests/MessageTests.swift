import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Messages` {
    static let card: JSONValue = ["type": "AdaptiveCard", "version": "1.3", "body": []]

    private static func attachment(_ card: JSONValue) -> JSONValue {
        ["contentType": "application/vnd.microsoft.card.adaptive", "content": card]
    }

    private static func body(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue { .object(members) }

    @Test func `writing to a person makes the room of the two`() async throws {
        let webex = try TestCloud()
        let answer = try await webex.post(
            "/v1/messages", webex.bot, ["toPersonEmail": "Alice@example.com", "markdown": "**Hello**"])
        #expect(answer.status == 200)
        #expect(answer["roomType"] == "direct")
        #expect(answer["markdown"] == "**Hello**")
        let room = try await webex.get("/v1/rooms/\(answer["roomId"] ?? "")", webex.bot)
        #expect(room["title"] == "Alice Archer")
    }

    @Test(
        arguments: [
            ["text": "hello"],
            ["toPersonEmail": "alice@example.com", "roomId": "x", "text": "hello"],
            ["toPersonEmail": "alice@example.com"],
            ["toPersonEmail": "alice@example.com", "text": ""],
            ["toPersonEmail": "alice@example.com", "text": .string(String(repeating: "é", count: 3720))],
            ["toPersonEmail": "alice@example.com", "markdown": .string(String(repeating: "x", count: 7440))],
            ["toPersonEmail": "alice@example.com", "text": "t", "attachments": []],
            ["toPersonEmail": "alice@example.com", "text": "t", "attachments": [attachment(card), attachment(card)]],
            [
                "toPersonEmail": "alice@example.com",
                "attachments": [attachment(["type": "AdaptiveCard", "version": "1.4"])],
            ],
            ["toPersonEmail": "alice@example.com", "attachments": [attachment(["type": "Card", "version": "1.3"])]],
            ["toPersonEmail": "alice@example.com", "attachments": [["contentType": "text/plain", "content": card]]],
            ["toPersonEmail": "alice@example.com", "text": "t", "parentId": "nothing"],
            ["toPersonEmail": "steward@webex.bot", "text": "me"],
        ] as [JSONValue])
    func `what Webex does not take is a bad request`(body: JSONValue) async throws {
        let webex = try TestCloud()
        #expect(try await webex.post("/v1/messages", webex.bot, body).status == 400)
    }

    @Test(arguments: [(22_000, 200), (22_001, 400)])
    func `a card has a largest size`(size: Int, status: Int) async throws {
        let webex = try TestCloud()
        let empty = JSONValue.object(["type": "AdaptiveCard", "version": "1.3", "fill": ""]).utf8.count
        let card: JSONValue = [
            "type": "AdaptiveCard", "version": "1.3", "fill": .string(String(repeating: "x", count: size - empty)),
        ]
        let body: JSONValue = ["toPersonEmail": "alice@example.com", "attachments": [Self.attachment(card)]]
        #expect(try await webex.post("/v1/messages", webex.bot, body).status == status)
    }

    @Test func `text of exactly the largest size is taken`() async throws {
        let webex = try TestCloud()
        let body: JSONValue = [
            "toPersonEmail": "alice@example.com", "text": .string(String(repeating: "x", count: 7439)),
        ]
        #expect(try await webex.post("/v1/messages", webex.bot, body).status == 200)
    }

    @Test func `a body that is no JSON is refused`() async throws {
        let webex = try TestCloud()
        let broken = Array("{".utf8)
        #expect(
            try await webex.send(.post, "/v1/messages", webex.bot, type: "application/json", body: broken).status == 400
        )
        #expect(try await webex.send(.post, "/v1/messages", webex.bot, type: "text/plain", body: broken).status == 415)
    }

    @Test func `a thread is continued by the public id of its message or by the activity's UUID`() async throws {
        let webex = try TestCloud()
        let (id, room) = try webex.message(from: "alice@example.com", "rec")
        let uuid = try #require(webex.cloud.ids.key(of: id, .message))
        for parent in [id, uuid, uuid.uppercased()] {
            let body: JSONValue = ["roomId": .string(room), "text": "found", "parentId": .string(parent)]
            #expect(try await webex.post("/v1/messages", webex.bot, body)["parentId"] == id)
        }
        #expect(try await webex.get("/v1/messages/\(uuid)", webex.bot).status == 404)
    }

    @Test func `a thread does not lead into another room`() async throws {
        let webex = try TestCloud()
        let (id, _) = try webex.message(from: "alice@example.com", "rec")
        let body: JSONValue = ["toPersonEmail": "hana@example.com", "text": "found", "parentId": .string(id)]
        #expect(try await webex.post("/v1/messages", webex.bot, body).status == 400)
    }

    @Test func `a thread that is not there is refused as the organization's Webex does`() async throws {
        var company = try Company.example()
        company.refusals[.foreignThreads] = 404
        let webex = TestCloud(company)
        let body: JSONValue = ["toPersonEmail": "alice@example.com", "text": "found", "parentId": "nothing"]
        #expect(try await webex.post("/v1/messages", webex.bot, body).status == 404)
    }

    @Test func `members read a message, others do not know it`() async throws {
        let webex = try TestCloud()
        let (id, _) = try webex.message(from: "alice@example.com", "rec")
        let read = try await webex.get("/v1/messages/\(id)", webex.bot)
        #expect(read["text"] == "rec")
        #expect(read["personEmail"] == "alice@example.com")
        #expect(try await webex.get("/v1/messages/\(id)", webex.token("hana@example.com")).status == 404)
    }

    @Test func `a message is gone once its author has taken it back`() async throws {
        let webex = try TestCloud()
        let body: JSONValue = ["toPersonEmail": "alice@example.com", "text": "looking…"]
        let posted = try await webex.post("/v1/messages", webex.bot, body)
        let path = "/v1/messages/\(posted["id"] ?? "")"
        #expect(try await webex.send(.delete, path, webex.bot).status == 204)
        #expect(try await webex.send(.delete, path, webex.bot).status == 404)
        #expect(try await webex.get("/v1/messages/direct?personEmail=alice@example.com", webex.bot).items.isEmpty)
    }

    @Test func `only the author takes a message back`() async throws {
        let webex = try TestCloud()
        let (id, _) = try webex.message(from: "alice@example.com", "rec")
        #expect(try await webex.send(.delete, "/v1/messages/\(id)", webex.bot).status == 403)
        #expect(try await webex.send(.delete, "/v1/messages/\(id)", webex.token("alice@example.com")).status == 204)
        #expect(try await webex.get("/v1/messages/\(id)", webex.bot).status == 404)
    }

    @Test func `a listing is newest first and comes in pages`() async throws {
        let webex = try TestCloud()
        var room = ""
        for number in 1...5 { room = try webex.message(from: "alice@example.com", "\(number)").room }
        let first = try await webex.get("/v1/messages?roomId=\(room)&max=2", webex.bot)
        #expect(first.texts("text") == ["5", "4"])
        #expect(first.fields[.link]?.contains("rel=\"first\", <") == true)
        let second = try await webex.get(try #require(first.next), webex.bot)
        #expect(second.texts("text") == ["3", "2"])
        let third = try await webex.get(try #require(second.next), webex.bot)
        #expect(third.texts("text") == ["1"])
        #expect(third.next == nil)
    }

    @Test func `the rooms of an account are listed, the latest activity first`() async throws {
        let webex = try TestCloud()
        for email in ["alice@example.com", "hana@example.com"] {
            webex.moment.move(by: 60)
            _ = try webex.message(from: email, "hello")
        }
        let all = try await webex.get("/v1/rooms?max=2", webex.bot)
        #expect(all.texts("title") == ["Hana Holt", "Alice Archer"])
        #expect(try await webex.get(try #require(all.next), webex.bot).texts("title") == ["Cider press"])
        #expect(try await webex.get("/v1/rooms?type=group", webex.bot).texts("title") == ["Cider press"])
        #expect(try await webex.get("/v1/rooms", webex.token("oscar@elsewhere.example")).items.isEmpty)
    }

    @Test(arguments: ["type=team", "sortBy=title", "max=1001"])
    func `rooms are listed by what Webex knows only`(query: String) async throws {
        let webex = try TestCloud()
        #expect(try await webex.get("/v1/rooms?\(query)", webex.bot).status == 400)
    }

    @Test func `a direct room is listed by the other person`() async throws {
        let webex = try TestCloud()
        _ = try webex.message(from: "alice@example.com", "hello")
        let direct = try await webex.get("/v1/messages/direct?personEmail=alice@example.com", webex.bot)
        #expect(direct.texts("text") == ["hello"])
        #expect(try await webex.get("/v1/messages/direct?personEmail=hana@example.com", webex.bot).status == 404)
        #expect(try await webex.get("/v1/messages/direct", webex.bot).status == 400)
    }

    @Test func `in a group room a bot reads only what mentions it`() async throws {
        let webex = try TestCloud()
        let space = try #require(webex.cloud.company.spaces.first)
        let id = webex.cloud.ids.encode(.room, space.id)
        let alice = try webex.token("alice@example.com")
        let said = try await webex.post("/v1/messages", alice, ["roomId": .string(id), "text": "among us"])
        #expect(try await webex.get("/v1/messages/\(said["id"] ?? "")", webex.bot).status == 404)
        #expect(try await webex.get("/v1/messages?roomId=\(id)", webex.bot).status == 403)
        #expect(try await webex.get("/v1/messages?roomId=\(id)&mentionedPeople=me", webex.bot).items.isEmpty)
        #expect(try await webex.get("/v1/messages?roomId=\(id)", alice).texts("text") == ["among us"])
    }

    @Test(arguments: [
        "<@personEmail:Steward@webex.bot> rec <b>", "<@personId:BOT|Steward> rec <b>",
        "<@personEmail:steward@webex.bot|Steward> rec <b>",
    ])
    func `markdown mentions a bot`(markdown: String) async throws {
        let webex = try TestCloud()
        let bot = webex.cloud.ids.encode(.person, webex.cloud.company.bot.id)
        let space = webex.cloud.ids.encode(.room, try #require(webex.cloud.company.spaces.first).id)
        let body: JSONValue = ["roomId": .string(space), "markdown": .string(markdown.replacing("BOT", with: bot))]
        let said = try await webex.post("/v1/messages", webex.token("alice@example.com"), body)
        let read = try await webex.get("/v1/messages/\(said["id"] ?? "")", webex.bot)
        #expect(read["text"] == "Steward rec <b>")
        #expect(read.json["mentionedPeople"] == [.string(bot)])
        #expect(
            read["html"] == """
                <p><spark-mention data-object-type="person" data-object-id="\(bot)">Steward</spark-mention> \
                rec &lt;b&gt;</p>
                """)
        #expect(try await webex.get("/v1/messages?roomId=\(space)&mentionedPeople=me", webex.bot).items.count == 1)
    }

    @Test(arguments: ["<@personEmail:petra@example.com> hi", "<@personId:x> <@all> <@", "a <@personEmail> b"])
    func `markdown mentions nobody who is not in the room`(markdown: String) async throws {
        let webex = try TestCloud()
        let body: JSONValue = ["toPersonEmail": "alice@example.com", "markdown": .string(markdown)]
        let said = try await webex.post("/v1/messages", webex.bot, body)
        #expect(said["text"] == markdown)
        #expect(said.json["mentionedPeople"] == nil && said.json["html"] == nil)
    }

    @Test(arguments: ["us", "urn:TEAM:eu-central-1_k"])
    func `ids name the cluster`(cluster: String) async throws {
        let webex = try TestCloud(cluster: cluster)
        let (id, room) = try webex.message(from: "alice@example.com", "rec")
        let known = Cluster(cluster).map(PublicIDs.init)
        #expect(known?.key(of: id, .message) != nil)
        #expect(known?.key(of: room, .room) != nil)
        #expect(try await webex.get("/v1/messages/\(id)", webex.bot).status == 200)
    }

    @Test func `a card is submitted by people and read by members`() async throws {
        let webex = try TestCloud()
        let posted = try await webex.post(
            "/v1/messages", webex.bot,
            ["toPersonEmail": "alice@example.com", "text": "form", "attachments": [Self.attachment(Self.card)]])
        let message = JSONValue(posted["id"])
        let body: JSONValue = ["type": "submit", "messageId": message, "inputs": ["days_back": "14"]]
        let submitted = try await webex.post("/v1/attachment/actions", webex.token("alice@example.com"), body)
        #expect(submitted.status == 202)
        let action = try await webex.get("/v1/attachment/actions/\(submitted["id"] ?? "")", webex.bot)
        #expect(action.json["inputs"] == ["days_back": "14"])
        #expect(action["messageId"] == message.string)
        #expect(try await webex.post("/v1/attachment/actions", webex.bot, body).status == 403)
        let elsewhere = try webex.token("hana@example.com")
        #expect(try await webex.get("/v1/attachment/actions/\(submitted["id"] ?? "")", elsewhere).status == 404)
    }
}
