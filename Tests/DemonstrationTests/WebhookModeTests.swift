import HTTPTransport
import HTTPTypes
import JSONTree
import Recordings
import Sandbox
import Service
import Synchronization
import TemporaryFolders
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct WebhookModeTests {
    private static let alice = "alice@example.com"
    private static let rec = "rec 2551 234 5678"
    private static let form = [
        "command_keyword": "rec", "meeting_number": "25512345678", "meeting_host": "", "days_back": "30",
    ]

    @Test func `a message and a card action are answered as over the event socket`() async throws {
        try await Bench.run(transport: .webhook) { bench async throws in
            #expect(bench.sandbox.openSockets == 0)
            #expect(try await bench.answer(to: Self.rec).card?.text.contains("/files/video/") == true)
            let form = try await bench.answer(to: "help")
            let answer = try await bench.answer(to: Self.alice) {
                _ = try $0.submit(Self.form, on: form.id, as: Self.alice)
            }
            #expect(answer.card?.text.contains("/files/video/") == true)
        }
    }

    @Test func `a forwarded recording is answered where the conversation service tells which`() async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.tellsActivities = true
        try await Bench.run(transport: .webhook, configuration: configuration) { bench async throws in
            #expect(try await Self.forward(on: bench).card?.text.contains("/files/video/") == true)
        }
    }

    @Test func `where it does not tell, the form says what to do`() async throws {
        try await Bench.run(transport: .webhook) { bench async throws in
            let answer = try await Self.forward(on: bench)
            #expect(answer.card?.text.contains("command_keyword") == true)
            #expect(answer.markdown?.contains("forwarded") == true)
        }
    }

    @Test func `a delivery that comes twice is answered once`() async throws {
        var configuration = WebexSandbox.Configuration()
        configuration.behaviour.webhooks.copies = 2
        try await Bench.run(transport: .webhook, configuration: configuration) { bench async throws in
            var reports = bench.sandbox.comingDeliveries.makeAsyncIterator()
            _ = try await bench.answer(to: "help")
            // What Alice wrote and what the bot wrote, twice each.
            for _ in 1...4 { #expect(await reports.next()?.status == 204) }
            #expect(bench.sandbox.written(to: Self.alice).count == 1)
        }
    }

    @Test func `deliveries in the wrong order are all answered`() async throws {
        try await Bench.run(transport: .webhook) { bench async throws in
            bench.sandbox.holdDeliveries()
            let replies = try bench.sandbox.replies(for: Self.alice)
            for text in ["help", Self.rec, "help"] { try bench.sandbox.say(text, as: Self.alice) }
            bench.sandbox.releaseDeliveries(newestFirst: true)
            var count = 0
            for await _ in replies {
                count += 1
                if count == 3 { break }
            }
            #expect(bench.sandbox.written(to: Self.alice).count == 3)
        }
    }

    @Test func `the bot's own messages are delivered and passed over`() async throws {
        try await Bench.run(transport: .webhook) { bench async throws in
            var reports = bench.sandbox.comingDeliveries.makeAsyncIterator()
            _ = try await bench.answer(to: "help")
            for _ in 1...2 { #expect(await reports.next()?.status == 204) }
            #expect(bench.sandbox.written(to: Self.alice).count == 1)
        }
    }

    @Test func `a restart goes on with the webhooks and the secret of before`() async throws {
        let state = try TemporaryFolder()
        let names = Mutex<[[String]]>([])
        for _ in 1...2 {
            try await Bench.run(transport: .webhook, change: { $0.stateFolder = state.path }) { bench async throws in
                let found = try await Self.webhookNames(on: bench)
                names.withLock { $0.append(found) }
            }
        }
        let both = names.withLock { $0 }
        #expect(both.first?.count == 2)
        // The names tell with which secret.
        #expect(both.first == both.last)
    }

    private static func forward(on bench: Bench) async throws -> BotMessage {
        try await bench.answer(to: alice) { sandbox in
            let all = try sandbox.forwardable(for: alice)
            let instance = try #require(all.first { $0.series.title == "Weekly review" })
            _ = try sandbox.forward(instance: instance.instance.id, as: alice)
        }
    }

    private static func webhookNames(on bench: Bench) async throws -> [String] {
        var request = ClientRequest(.get, "\(bench.sandbox.apiURL)/webhooks")
        request.fields[.authorization] = "Bearer \(bench.sandbox.botToken)"
        let answer = try await HTTPClient().send(request, deadline: .seconds(10))
        return try JSONValue(parsing: answer.body)["items"]?.array?.compactMap { $0["name"]?.string }.sorted() ?? []
    }
}
