import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Editing a message` {
    let webex: TestCloud
    let id: String
    let room: JSONValue

    init() throws {
        webex = try TestCloud()
        let said = try webex.message(from: "alice@example.com", "draft")
        (id, room) = (said.id, .string(said.room))
    }

    private func edit(_ body: JSONValue, as email: String = "alice@example.com") async throws -> Answer {
        try await webex.put("/v1/messages/\(id)", webex.token(email), body)
    }

    @Test func `changes its words and says when`() async throws {
        webex.moment.move(by: 60)
        #expect(try await edit(["roomId": room, "markdown": "**final**"]).status == 200)
        let read = try await webex.get("/v1/messages/\(id)", webex.bot)
        #expect(read["markdown"] == "**final**")
        #expect(read["created"] == "2026-03-04T12:00:00.000Z" && read["updated"] == "2026-03-04T12:01:00.000Z")
    }

    @Test func `is for its author`() async throws {
        let answer = try await webex.put("/v1/messages/\(id)", webex.bot, ["roomId": room, "text": "mine"])
        #expect(answer.status == 403)
        #expect(try await edit(["roomId": room, "text": "mine"], as: "hana@example.com").status == 404)
    }

    @Test func `needs the room, some words and no html beside markdown`() async throws {
        let html: JSONValue = ["roomId": room, "markdown": "x", "html": "x"]
        for body in [["text": "x"], ["roomId": "other", "text": "x"], ["roomId": room], html] as [JSONValue] {
            #expect(try await edit(body).status == 400)
        }
    }

    @Test func `works ten times`() async throws {
        for number in 1...10 {
            #expect(try await edit(["roomId": room, "text": .string("\(number)")]).status == 200)
        }
        #expect(try await edit(["roomId": room, "text": "11"]).status == 400)
    }

    @Test(
        arguments: [
            ["files": ["https://example.com/a.png"]],
            [
                "attachments": [
                    [
                        "contentType": "application/vnd.microsoft.card.adaptive",
                        "content": ["type": "AdaptiveCard", "version": "1.3", "body": []],
                    ]
                ]
            ],
        ] as [JSONValue])
    func `does not work with files and cards`(extra: JSONValue) async throws {
        var body = try #require(extra.object)
        body["text"] = "look"
        body["toPersonEmail"] = "alice@example.com"
        let posted = try await webex.post("/v1/messages", webex.bot, .object(body))
        let answer = try await webex.put(
            "/v1/messages/\(posted["id"] ?? "")", webex.bot, ["roomId": room, "text": "edited"])
        #expect(posted.status == 200 && answer.status == 400)
    }
}
