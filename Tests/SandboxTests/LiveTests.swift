import Cryptography
import FoundationEssentials
import HTTPTypes
import JSONTree
import Synchronization
import Testing
import WebConnections

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct `A sandbox that listens` {
    @Test func `answers over HTTP what the cloud answers`() async throws {
        try await LiveSandbox.with { live in
            let me = try await live.send(.get, "\(live.sandbox.apiURL)/people/me", live.sandbox.botToken)
            #expect(me.status == 200 && me.json["type"] == "bot")
            let nobody = try await live.send(.get, "\(live.sandbox.apiURL)/people/me", nil)
            #expect(nobody.status == 401)
            #expect(nobody.fields[.trackingID] == nobody.json["trackingId"]?.string)
        }
    }

    @Test func `hands out a grant for an approval`() async throws {
        try await LiveSandbox.with { live in
            let sandbox = live.sandbox
            let redirect = "http://localhost:5050/webex/redirect"
            let query = FormEncoding.query([
                ("client_id", sandbox.clientID), ("response_type", "code"), ("redirect_uri", redirect),
                ("scope", "spark-compliance:meetings_read"), ("state", "s"),
            ])
            let location = try sandbox.approve("\(sandbox.authorizeURL)?\(query)", as: "clara@example.com")
            #expect(location.hasPrefix("\(redirect)?code=") && location.hasSuffix("&state=s"))
            #expect(try sandbox.decline("\(sandbox.authorizeURL)?\(query)").contains("error=access_denied"))
            #expect(throws: SandboxError.self) { try sandbox.approve(sandbox.authorizeURL, as: "clara@example.com") }
        }
    }

    @Test func `gives a file by its link, with a name behind the path`() async throws {
        try await LiveSandbox.with { live in
            let token = try live.sandbox.token(for: "clara@example.com")
            let list = try await live.send(.get, "\(live.sandbox.apiURL)/admin/recordings?max=100", token)
            let id = try #require(list.json["items"]?.array?.first?["id"]?.string)
            let detail = try await live.send(.get, "\(live.sandbox.apiURL)/recordings/\(id)", token)
            let link = detail.json["temporaryDirectDownloadLinks"]?["recordingDownloadLink"]?.string
            let parts = try #require(link).split(separator: "?")
            let address = "\(parts[0])/All%20hands%2F1.mp4?\(parts[1])"
            let head = try await live.send(.head, address, nil)
            #expect(head.fields[.contentLength] == "\(PackageResources.recording_mp4.count)" && head.bytes.isEmpty)
            let file = try await live.send(.get, address, nil)
            #expect(file.status == 200)
            #expect(file.fields[.contentType] == "video/mp4")
            #expect(file.bytes == PackageResources.recording_mp4)
        }
    }

    @Test func `serves everything over TLS with a pair`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pair = try SelfSignedPair(hosts: ["127.0.0.1"], days: 1)
        let files = TLSFiles(
            certificate: folder.appending(path: "cert.pem").path(), key: folder.appending(path: "key.pem").path())
        try Data(pair.certificate.utf8).write(to: folder.appending(path: "cert.pem"))
        try Data(pair.key.utf8).write(to: folder.appending(path: "key.pem"))
        var configuration = WebexSandbox.Configuration()
        configuration.tls = files
        try await LiveSandbox.with(configuration, authorities: files.certificate) { live in
            #expect(live.sandbox.apiURL.hasPrefix("https://127.0.0.1:"))
            let socket = try await live.listen()
            try live.sandbox.say("hello", as: "alice@example.com")
            #expect(try await socket.activity()["verb"] == "post")
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A chat with a bot` {
    /// A bot that answers every message of a person with its own words, and cards with their inputs.
    private static func runBot(_ live: LiveSandbox, on socket: EventSocket) async throws {
        while true {
            let activity = try await socket.activity()
            guard activity["actor"]?["type"] == "PERSON" else { continue }
            let isAction = activity["verb"] == "cardAction"
            let kind = isAction ? "attachment/actions" : "messages"
            let address = activity["target"]?["url"]?.string ?? ""
            let service = address.split(separator: "/conversations/")[0]
            let uuid = activity["id"]?.string ?? ""
            let known = try await live.send(.get, "\(service)/\(kind)/\(uuid)", live.sandbox.botToken)
            let id = known.json["id"]?.string ?? ""
            let said = try await live.send(.get, "\(live.sandbox.apiURL)/\(kind)/\(id)", live.sandbox.botToken)
            let text = isAction ? said.json["inputs"]?.text : said.json["text"]?.string
            var body: JSONValue = [
                "roomId": said.json["roomId"] ?? .null, "markdown": .string("You said: \(text ?? "")"),
            ]
            if text == "form" { body = form(in: said.json["roomId"] ?? .null) }
            _ = try await live.send(.post, "\(live.sandbox.apiURL)/messages", live.sandbox.botToken, body: body)
        }
    }

    private static func form(in room: JSONValue) -> JSONValue {
        let card: JSONValue = [
            "type": "AdaptiveCard", "version": "1.3",
            "body": [["type": "Input.Text", "id": "days_back", "label": "Days back", "value": "10"]],
            "actions": [["type": "Action.Submit", "title": "Search", "data": ["command_keyword": "rec"]]],
        ]
        return [
            "roomId": room, "text": "a form",
            "attachments": [["contentType": "application/vnd.microsoft.card.adaptive", "content": card]],
        ]
    }

    @Test func `reads like a session from a script`() async throws {
        try await LiveSandbox.with { live in
            let socket = try await live.listen()
            let transcript = Mutex("")
            let chat = TerminalChat(live.sandbox, source: .script) { text in transcript.withLock { $0 += text } }
            let (lines, feed) = AsyncStream.makeStream(of: String.self)
            for line in ["hello", "/as Jiří", "form", "/form", "14", "/quit"] { feed.yield(line) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Self.runBot(live, on: socket) }
                try await chat.run(lines)
                group.cancelAll()
            }
            let written = transcript.withLock { $0 }
            #expect(
                written.hasSuffix(
                    """
                    alice> hello

                      ┌ Steward
                      │ You said: hello
                      └

                    alice> /as Jiří
                      (you are Jiří Novák, jiri@example.com)
                    jiří> form

                      ┌ Steward
                      │ 1. Days back: [10]
                      │
                      │ [1] Search
                      └ /form fills it in · /press 1 presses “Search”

                    jiří> /form
                      (/cancel leaves the form)
                      Days back [10]: 14
                      [Search]

                      ┌ Steward
                      │ You said: {"command_keyword":"rec","days_back":"14"}
                      └

                    jiří> /quit

                    """), "\(written)")
        }
    }
}
