import Demonstration
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import JSONTree
import Sandbox
import Service
import Synchronization
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct DemoTests {
    private static let rec = "rec 2551 234 5678"

    @Test func `a request over the event socket is answered with links to real files`() async throws {
        try await Bench.run { bench async throws in
            let answer = try await bench.answer(to: Self.rec)
            let links = Self.links(in: try #require(answer.card))
            #expect(links.count >= 6)
            let browser = try HTTPClient()
            for link in links {
                let file = try await browser.send(ClientRequest(.get, link), deadline: .seconds(10))
                #expect(file.status == .ok)
                #expect(!file.body.isEmpty)
            }
        }
    }

    @Test func `the form, its submission and a forwarded recording are answered too`() async throws {
        try await Bench.run { bench async throws in
            let form = try await bench.answer(to: "help")
            let inputs = [
                "command_keyword": "rec", "meeting_number": "25512345678", "meeting_host": "", "days_back": "30",
            ]
            let answer = try await bench.answer(to: "alice@example.com") {
                _ = try $0.submit(inputs, on: form.id, as: "alice@example.com")
            }
            #expect(answer.card?.text.contains("/files/video/") == true)
            let forwarded = try await bench.answer(to: "alice@example.com") { sandbox in
                let all = try sandbox.forwardable(for: "alice@example.com")
                let instance = try #require(all.first { $0.series.title == "Weekly review" })
                _ = try sandbox.forward(instance: instance.instance.id, as: "alice@example.com")
            }
            #expect(forwarded.card?.text.contains("/files/video/") == true)
        }
    }

    @Test func `an event that is delivered twice is answered once`() async throws {
        try await Bench.run { bench async throws in
            _ = try await bench.answer(to: "help")
            bench.sandbox.redeliver()
            // Events are taken in their order: a second answer would have had the time of two more to be given.
            for _ in 0..<2 { _ = try await bench.answer(to: "help") }
            #expect(bench.sandbox.written(to: "alice@example.com").count == 3)
        }
    }

    @Test func `what arrives on the event socket is acknowledged`() async throws {
        try await Bench.run { bench async throws in
            _ = try await bench.answer(to: "help")
            #expect(!bench.sandbox.acknowledgedEnvelopes.isEmpty)
        }
    }

    @Test(arguments: [(1001, false), (4001, false), (4001, true), (1006, true)] as [(UInt16, Bool)])
    func `a socket that closes is opened again, on a new device when the old one is gone`(
        code: UInt16, isDeviceGone: Bool
    ) async throws {
        try await Bench.run { bench async throws in
            await bench.sandbox.socketOpened()
            if isDeviceGone { bench.sandbox.dropDevices() }
            bench.sandbox.closeSockets(code: code == 1006 ? 1011 : code, reason: "test")
            await bench.sandbox.socketOpened()
            #expect(try await bench.answer(to: "help").card != nil)
        }
    }

    @Test func `settings that change while it runs hold for the next request`() async throws {
        let reloads = Reloads()
        try await Bench.run(reloaded: { reloads.note($0) }) { bench async throws in
            #expect(try await bench.answer(to: Self.rec).card != nil)
            try bench.folder.write(
                #"{"approved_domains": ["example.com"], "respond_only_to_host": tru"#, to: "config.json")
            await reloads.next()
            #expect(try await bench.answer(to: Self.rec).card != nil)
            let strict = #"{"approved_domains": ["example.com"], "respond_only_to_host": true}"#
            try bench.folder.write(strict, to: "config.json")
            await reloads.next()
            #expect(try await bench.answer(to: Self.rec).card == nil)
        }
    }

    @Test func `a limit on requests that changes while it runs holds for the next request`() async throws {
        let reloads = Reloads()
        try await Bench.run(reloaded: { reloads.note($0) }) { bench async throws in
            for _ in 1...3 { #expect(try await bench.answer(to: "help").card != nil) }
            for (limit, isAnswered) in [(1, false), (0, true)] {
                try bench.folder.write(
                    #"{"approved_domains": ["example.com"], "requests_per_minute": \#(limit)}"#, to: "config.json")
                await reloads.next()
                // The first one that the new limit allows.
                if limit == 1 { _ = try await bench.answer(to: "help") }
                #expect((try await bench.answer(to: "help").card != nil) == isAnswered)
            }
        }
    }

    @Test func `what one person writes is answered in its order, however long the first answer takes`() async throws {
        try await Bench.run { bench async throws in
            bench.sandbox.faults.next(.get, "/v1/meetings", .delay(.milliseconds(500)))
            let replies = try bench.sandbox.replies(for: "alice@example.com")
            try bench.sandbox.say(Self.rec, as: "alice@example.com")
            try bench.sandbox.say("help", as: "alice@example.com")
            var isFirst = true
            // On a slow machine the look-up is announced, in a message without a card.
            for await reply in replies where reply.card != nil {
                #expect(reply.card?.text.contains(isFirst ? "/files/video/" : "meeting_number") == true)
                guard isFirst else { return }
                isFirst = false
            }
        }
    }

    @Test func `a lost grant is said, and authorizing anew mends it`() async throws {
        try await Bench.run { bench async throws in
            bench.sandbox.revokeGrants(of: "clara@example.com")
            #expect(try await bench.answer(to: Self.rec).markdown?.contains("compliance officer") == true)
            try await bench.demo.authorize()
            #expect(try await bench.answer(to: Self.rec).card != nil)
        }
    }

    @Test func `an employee cannot authorize the bot in place of the compliance officer`() async throws {
        try await Bench.run { bench async throws in
            let page = try await bench.demo.authorize(as: "alice@example.com")
            #expect(page.status == .forbidden)
            #expect(String(decoding: page.body, as: UTF8.self).contains("compliance officer"))
            #expect(try await bench.answer(to: Self.rec).card != nil)
        }
    }

    @Test func `a chat goes through every way of asking, and the audit log shows each decision`() async throws {
        let output = Mutex("")
        try await Bench.run(settings: #"{"approved_domains": ["example.com"], "refuse_politely": true}"#) {
            bench async throws in
            let script = [
                "help", "rec 2551 234 5678", "/form", "2551 234 5678", "hana@example.com", "3", "/forward 2",
                "rec 26001234567", "/as oscar", "rec 2551 234 5678", "/quit",
            ]
            let (lines, feed) = AsyncStream.makeStream(of: String.self)
            for line in script { feed.yield(line) }
            feed.finish()
            let chat = TerminalChat(bench.sandbox, source: .script) { text in output.withLock { $0 += text } }
            try await chat.run(lines)
            let decisions = try bench.auditLines().filter { $0["status"]?.string != "delivered" }.map { line in
                [line["path"], line["status"], line["rule"]].compactMap { $0?.string }.joined(separator: " ")
            }
            #expect(
                decisions == [
                    "command permitted", "form permitted", "forwarded permitted", "command denied personal-room",
                    "denied not-approved",
                ])
        }
        let text = output.withLock { $0 }
        #expect(!text.contains("(no answer)"), "\(text)")
    }

    private static func links(in card: JSONValue) -> [String] {
        switch card {
        case .object(let object):
            (object["url"]?.string.map { [$0] } ?? []) + object.members.flatMap { links(in: $0.value) }
        case .array(let elements): elements.flatMap(links)
        default: []
        }
    }
}
