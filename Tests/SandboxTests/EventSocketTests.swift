import Cryptography
import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing
import WebConnections

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct `The event socket` {
    private static let alice = "alice@example.com"

    @Test func `is refused under an address that nothing is registered for`() async throws {
        try await LiveSandbox.with { live in
            let url = try await live.register()
            live.sandbox.dropDevices()
            let error = await #expect(throws: WebSocketError.self) { try await live.open(url) }
            #expect(error?.code == .refused(status: 404))
        }
    }

    @Test func `says when it is ready, in text where asked for`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.open(live.register() + "?outboundWireFormat=text&bufferStates=true")
            socket.authorize(live.sandbox.botToken)
            guard case .text(let text)? = try await socket.connection.next() else { throw TestFailure("no text") }
            let frame = try JSONValue(parsing: Array(text.utf8))
            #expect(frame["data"]?["eventType"] == "mercury.buffer_state")
            #expect(frame["sequenceNumber"] == 1)
            #expect(frame["type"] == nil)
        }
    }

    @Test func `sends binary frames where nothing else is asked for, and no readiness`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.open(live.register())
            socket.authorize(live.sandbox.botToken)
            socket.send(["id": "p", "type": "ping"])
            guard case .binary(let bytes)? = try await socket.connection.next() else { throw TestFailure("no bytes") }
            #expect(try JSONValue(parsing: bytes)["type"] == "pong")
        }
    }

    @Test(arguments: [("", 1008), ("?aliasHttpStatus=true", 4401)] as [(String, UInt16)])
    func `closes on a bad token`(query: String, code: UInt16) async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.open(live.register() + query)
            socket.authorize("guess")
            #expect(try await socket.closure() == WebSocketClosure(code: code, reason: "authentication failed"))
        }
    }

    @Test func `closes on somebody else's token`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.open(live.register())
            socket.authorize(try live.sandbox.token(for: Self.alice))
            #expect(try await socket.closure()?.code == 1008)
        }
    }

    @Test func `closes when nobody says who they are`() async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.authorizationDeadline = .milliseconds(20)
        try await LiveSandbox.with(configuration) { live in
            let socket = try await live.open(live.register())
            let closure = try await socket.closure()
            #expect(closure?.code == 1008)
            #expect(closure?.reason.hasPrefix("authentication did not happen") == true)
        }
    }

    @Test func `says which message a thread hangs from`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            let id = try live.sandbox.say("rec", as: Self.alice)
            let asked = try await socket.activity()
            #expect(asked["parent"] == nil)
            let body: JSONValue = ["toPersonEmail": .string(Self.alice), "text": "found", "parentId": .string(id)]
            _ = try await live.send(.post, "\(live.sandbox.apiURL)/messages", live.sandbox.botToken, body: body)
            let parent = try await socket.activity()["parent"]
            #expect(parent?["type"] == "reply" && parent?["id"] == asked["id"])
            #expect(parent?["actorId"] == asked["actor"]?["entryUUID"])
        }
    }

    @Test func `answers pings with the same id and the next number`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            socket.send(["id": "f7", "type": "ping"])
            let pong = try await socket.next()
            #expect(pong["type"] == "pong" && pong["id"] == "f7" && pong["sequenceNumber"] == 2)
            #expect(pong["data"]?["wsWriteTimestamp"] == 1_772_625_600_000)
        }
    }

    @Test func `tells that somebody wrote, but not what`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            let id = try live.sandbox.say("rec 25512345678", as: Self.alice)
            let frame = try await socket.next()
            #expect(Shape(frame).text == Shape.post)
            #expect(!frame.text.contains("rec"))
            let activity = try #require(frame["data"]?["activity"])
            #expect(activity["verb"] == "post")
            #expect(activity["actor"]?["type"] == "PERSON")
            #expect(activity["actor"]?["emailAddress"] == .string(Self.alice))
            #expect(activity["target"]?["tags"] == ["ONE_ON_ONE"])
            let uuid = try #require(activity["id"]?.string)
            #expect(live.sandbox.cloud.ids.encode(.message, uuid) == id)
        }
    }

    @Test func `brings the bot's own message back`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            let body: JSONValue = ["toPersonEmail": .string(Self.alice), "text": "hello"]
            let posted = try await live.send(
                .post, "\(live.sandbox.apiURL)/messages", live.sandbox.botToken, body: body)
            #expect(posted.status == 200)
            #expect(try await socket.activity()["actor"]?["type"] == "BOT")
        }
    }

    @Test func `tells of a card submission with the card's message`() async throws {
        try await LiveSandbox.with { live in
            let card: JSONValue = ["type": "AdaptiveCard", "version": "1.2", "body": []]
            let body: JSONValue = [
                "toPersonEmail": .string(Self.alice), "text": "form",
                "attachments": [["contentType": "application/vnd.microsoft.card.adaptive", "content": card]],
            ]
            let posted = try await live.send(
                .post, "\(live.sandbox.apiURL)/messages", live.sandbox.botToken, body: body)
            let message = try #require(posted.json["id"]?.string)
            let socket = try await live.listen()
            let id = try live.sandbox.submit(["days_back": "14"], on: message, as: Self.alice)
            let activity = try await socket.activity()
            #expect(activity["verb"] == "cardAction")
            #expect(activity["object"]?["objectType"] == "submit")
            #expect(!activity.text.contains("days_back"))
            let ids = live.sandbox.cloud.ids
            #expect(activity["parent"]?["id"]?.string.map { ids.encode(.message, $0) } == message)
            let fetched = try await live.send(
                .get, "\(live.sandbox.apiURL)/attachment/actions/\(id)", live.sandbox.botToken)
            #expect(fetched.json["inputs"] == ["days_back": "14"])
        }
    }

    @Test func `tells of a forwarded recording which instance it is`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            let press = try live.sandbox.company.series("Cider press").instances[0]
            let id = try live.sandbox.forward(instance: press.id, as: Self.alice)
            let activity = try await socket.activity()
            #expect(activity["verb"] == "share")
            #expect(activity["object"]?["objectType"] == "meetingContainer")
            #expect(activity["object"]?["meetingInstanceId"] == .string(press.id))
            #expect(activity["object"]?["extensions"]?["items"]?.array?.count == 1)
            let message = try await live.send(.get, "\(live.sandbox.apiURL)/messages/\(id)", live.sandbox.botToken)
            #expect(message.status == 200 && message.json["text"] == nil)
        }
    }

    @Test func `tells a bot of a space only what mentions it`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            let space = try #require(live.sandbox.company.spaces.first)
            let room: JSONValue = .string(live.sandbox.cloud.ids.encode(.room, space.id))
            let token = try live.sandbox.token(for: Self.alice)
            _ = try await live.send(
                .post, "\(live.sandbox.apiURL)/messages", token, body: ["roomId": room, "text": "among us"])
            let id = try live.sandbox.mention("help <me>", as: Self.alice, inSpace: "Cider press")
            let activity = try await socket.activity()
            #expect(activity["object"]?["mentions"]?["items"]?.array?.count == 1)
            let message = try await live.send(.get, "\(live.sandbox.apiURL)/messages/\(id)", live.sandbox.botToken)
            #expect(message.json["text"] == "Steward help <me>")
            #expect(message.json["html"]?.string?.contains("help &lt;me&gt;") == true)
            #expect(message.json["mentionedPeople"]?.array?.count == 1)
        }
    }

    @Test func `is replaced by a second one of the same device`() async throws {
        try await LiveSandbox.with { live in
            let url = try await live.register()
            let first = try await live.listen(url)
            let second = try await live.listen(url)
            #expect(try await first.closure() == WebSocketClosure(code: 4000, reason: "replaced"))
            try live.sandbox.say("hello", as: Self.alice)
            #expect(try await second.activity()["verb"] == "post")
            #expect(live.sandbox.openSockets == 1)
        }
    }

    @Test func `delivers again in a new envelope, and keeps what was acknowledged`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            try live.sandbox.say("hello", as: Self.alice)
            let first = try await socket.next()
            socket.send(["type": "ack", "messageId": first["id"] ?? .null])
            live.sandbox.redeliver()
            let second = try await socket.next()
            #expect(first["data"] == second["data"])
            #expect(first["id"] != second["id"])
            #expect(second["sequenceNumber"] == 3)
            socket.send(["id": "p", "type": "ping"])
            _ = try await socket.next()
            #expect(live.sandbox.acknowledgedEnvelopes == [first["id"]?.string])
        }
    }

    @Test func `is closed as ordered`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            live.sandbox.closeSockets(code: 4001, reason: "shutdown")
            #expect(try await socket.closure() == WebSocketClosure(code: 4001, reason: "shutdown"))
            #expect(live.sandbox.openSockets == 0)
        }
    }
}

/// The names in a JSON value, without what they hold.
struct Shape {
    let text: String

    init(_ value: JSONValue) {
        switch value {
        case .object(let object):
            text = "{" + object.members.map { $0.name + Shape($0.value).text }.joined(separator: " ") + "}"
        case .array(let elements): text = "[" + (elements.first.map { Shape($0).text } ?? "") + "]"
        default: text = ""
        }
    }

    /// Of an envelope around a message in a direct room.
    static let post = """
        {id data{eventType activity{id objectType url published verb \
        actor{id objectType displayName orgId emailAddress entryUUID type} object{objectType displayName} \
        target{id objectType url participants{items[]} activities{items[]} tags[] globalId} \
        clientTempId encryptionKeyUrl vectorCounters{sourceDC counters{ACHM}}}} \
        timestamp trackingId alertType headers{} sequenceNumber filterMessage}
        """
}
