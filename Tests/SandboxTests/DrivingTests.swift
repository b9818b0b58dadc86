import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct `People in the sandbox` {
    private static let alice = "alice@example.com"

    /// The sandbox of an organization whose bot has a name of two words.
    private static func with(_ body: (LiveSandbox) async throws -> Void) async throws {
        try await LiveSandbox.with(company: .hardCase("space-meetings"), body)
    }

    private static func post(_ body: JSONValue, _ live: LiveSandbox) async throws -> JSONValue {
        try await live.send(.post, "\(live.sandbox.apiURL)/messages", live.sandbox.botToken, body: body).json
    }

    private static func postCard(_ live: LiveSandbox) async throws -> String {
        let card: JSONValue = [
            "type": "AdaptiveCard", "version": "1.3",
            "body": [["type": "Input.Text", "id": "days_back", "label": "Days back", "value": "10"]],
            "actions": [
                ["type": "Action.OpenUrl", "title": "Video", "url": "https://files.example.com/1"],
                ["type": "Action.Submit", "title": "Search", "data": ["command_keyword": "rec"]],
                ["type": "Action.Submit", "title": "Search", "data": ["command_keyword": "help"]],
            ],
        ]
        let posted = try await post(
            [
                "toPersonEmail": .string(alice), "text": "a form",
                "attachments": [["contentType": "application/vnd.microsoft.card.adaptive", "content": card]],
            ], live)
        return try #require(posted["id"]?.string)
    }

    @Test(arguments: [(MentionName.full, "Recording Steward rec"), (.nickname, "Recording rec")])
    func `mention the bot by either name`(name: MentionName, text: String) async throws {
        try await Self.with { live in
            let socket = try await live.listen()
            let id = try live.sandbox.mention("rec", as: Self.alice, inSpace: "Cider press", by: name)
            let activity = try await socket.activity()
            #expect(activity["object"]?["mentions"] != nil)
            let url = "\(live.sandbox.apiURL)/messages/\(id)"
            let read = try await live.send(.get, url, live.sandbox.botToken).json
            let bot = live.sandbox.company.bot
            #expect(read["text"] == .string(text))
            #expect(read["mentionedPeople"] == [.string(live.sandbox.cloud.ids.encode(.person, bot.id))])
            #expect(read["html"]?.string?.contains(">\(text.dropLast(4))</spark-mention> rec</p>") == true)
        }
    }

    @Test func `read the answer in the thread of their mention, and everybody in the space does`() async throws {
        try await Self.with { live in
            let sandbox = live.sandbox
            let question = try sandbox.mention("rec", as: Self.alice, inSpace: "Cider press")
            let room = try await live.send(.get, "\(sandbox.apiURL)/messages/\(question)", sandbox.botToken)
            let replies = try sandbox.replies(for: "jiri@example.com")
            _ = try await Self.post(
                [
                    "roomId": room.json["roomId"] ?? .null, "text": "I have answered you 1-1.",
                    "parentId": .string(question),
                ], live)
            let reply = await replies.first { _ in true }
            #expect(reply?.space == "Cider press" && reply?.parentID == question)
            let messages = try sandbox.messages(inSpace: "Cider press", as: "hana@example.com")
            #expect(messages.map(\.author) == [Self.alice, "steward@webex.bot"])
            #expect(messages.map(\.mentioned) == [["steward@webex.bot"], []])
            #expect(throws: SandboxError.noSpace(title: "Harvest")) {
                try sandbox.messages(inSpace: "Harvest", as: "hana@example.com")
            }
        }
    }

    @Test func `go on in a thread of theirs only where it is`() async throws {
        try await Self.with { live in
            let first = try live.sandbox.say("rec", as: Self.alice)
            try live.sandbox.say("25512345678", as: Self.alice, inThreadOf: first)
            #expect(try live.sandbox.messages(of: Self.alice).map(\.parentID) == [nil, first])
            #expect(throws: SandboxError.noMessage(id: first)) {
                try live.sandbox.mention("rec", as: Self.alice, inSpace: "Cider press", inThreadOf: first)
            }
            #expect(throws: SandboxError.noMessage(id: first)) {
                try live.sandbox.say("rec", as: "hana@example.com", inThreadOf: first)
            }
        }
    }

    @Test func `press a button by its title, old cards included`() async throws {
        try await Self.with { live in
            let sandbox = live.sandbox
            let old = try await Self.postCard(live)
            _ = try await Self.postCard(live)
            let id = try sandbox.press("Search", on: old, as: Self.alice, filling: ["days_back": "30"])
            let action = try await live.send(.get, "\(sandbox.apiURL)/attachment/actions/\(id)", sandbox.botToken)
            #expect(action.json["inputs"] == ["command_keyword": "rec", "days_back": "30"])
            #expect(action.json["messageId"] == .string(old))
            let other = try sandbox.press("Search", number: 2, on: old, as: Self.alice)
            let second = try await live.send(.get, "\(sandbox.apiURL)/attachment/actions/\(other)", sandbox.botToken)
            #expect(second.json["inputs"]?["command_keyword"] == "help")
            for title in ["Video", "Delete"] {
                #expect(throws: SandboxError.noButton(title: title)) {
                    try sandbox.press(title, on: old, as: Self.alice)
                }
            }
            #expect(throws: SandboxError.noCard(messageID: old)) {
                try sandbox.press("Search", on: old, as: "hana@example.com")
            }
        }
    }

    @Test func `submit what no button holds`() async throws {
        try await Self.with { live in
            let sandbox = live.sandbox
            let card = try await Self.postCard(live)
            let inputs: JSONObject = JSONObject([.init("instance", ["forged": true]), .init("days_back", 7)])
            let id = try sandbox.submit(inputs, on: card, as: Self.alice)
            let action = try await live.send(.get, "\(sandbox.apiURL)/attachment/actions/\(id)", sandbox.botToken)
            #expect(action.json["inputs"] == .object(inputs))
        }
    }

    @Test func `forward a recording in a space`() async throws {
        try await Self.with { live in
            let socket = try await live.listen()
            let choice = try #require(try live.sandbox.forwardable(for: Self.alice).first)
            try live.sandbox.forward(instance: choice.instance.id, as: Self.alice, inSpace: "Harvest")
            let activity = try await socket.activity()
            #expect(activity["verb"] == "share" && activity["target"]?["tags"] == [])
            #expect(activity["object"]?["meetingInstanceId"] == .string(choice.instance.id))
        }
    }

    @Test func `take back what they wrote, and nothing else`() async throws {
        try await Self.with { live in
            let id = try live.sandbox.say("rec", as: Self.alice)
            #expect(throws: SandboxError.noMessage(id: id)) { try live.sandbox.takeBack(id, as: "hana@example.com") }
            try live.sandbox.takeBack(id, as: Self.alice)
            #expect(try live.sandbox.messages(of: Self.alice).isEmpty)
        }
    }

    @Test func `wait for the message that they want`() async throws {
        try await Self.with { live in
            let (api, socket) = (live.sandbox.apiURL, try await live.listen())
            async let awaited = live.sandbox.reply(to: Self.alice, where: { $0.text == "found" }) { sandbox in
                try sandbox.say("rec", as: Self.alice)
            }
            // The reader listens before it writes, so its message tells that answers will be seen.
            _ = try await socket.activity()
            for text in ["looking…", "found"] {
                let body: JSONValue = ["toPersonEmail": .string(Self.alice), "text": .string(text)]
                _ = try await live.send(.post, "\(api)/messages", live.sandbox.botToken, body: body)
            }
            #expect(try await awaited.text == "found")
        }
    }
}
