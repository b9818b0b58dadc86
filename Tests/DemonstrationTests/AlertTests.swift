import Demonstration
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Sandbox
import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(2))) struct AlertTests {
    private static let settings =
        #"{"approved_domains": ["example.com"], "admins": ["hana@example.com"], "compliance_officers": ["clara@example.com"]}"#

    private static func get(_ path: String, of bench: Bench) async throws -> String {
        let port = try #require(bench.demo.steward.operationsPort)
        let request = ClientRequest(.get, "http://127.0.0.1:\(port)\(path)")
        return String(decoding: try await HTTPClient().send(request, deadline: .seconds(10)).body, as: UTF8.self)
    }

    @Test func `an admin is told of a bad settings file, and once that it is over`() async throws {
        try await Bench.run(settings: Self.settings) { bench async throws in
            var messages = try bench.sandbox.replies(for: "hana@example.com").makeAsyncIterator()
            try bench.folder.write("{\n  \"admins\": \"hush\"\n}", to: "config.json")
            let raised = try #require(await messages.next()?.markdown)
            #expect(raised.contains("config.json:2:13: admins: expected a list"))
            #expect(!raised.contains("hush"))
            #expect(try await Self.get("/healthz", of: bench).contains("settings-refused"))
            #expect(
                try await Self.get("/metrics", of: bench)
                    .contains("steward_alert_standing{cause=\"settings-refused\"} 1\n"))

            try bench.folder.write(Self.settings, to: "config.json")
            #expect(try #require(await messages.next()?.markdown).contains("in order again"))
            // Whatever else had been sent would come before this answer.
            try bench.sandbox.say("help", as: "hana@example.com")
            #expect(await messages.next()?.card != nil)
            #expect(
                try await Self.get("/metrics", of: bench)
                    .contains("steward_alert_standing{cause=\"settings-refused\"} 0\n"))
        }
    }

    @Test func `a grant that is revoked beside the bot is gone at once, and people are told`() async throws {
        try await Bench.run(settings: Self.settings) { bench async throws in
            let health = try await Self.get("/healthz", of: bench)
            #expect(health.contains(#""grant":{"status":"ok","code":"held""#))
            var options = ServiceOptions(sandbox: bench.sandbox)
            options.configurationFile = bench.folder("config.json")
            let desk = try GrantDesk(options, state: bench.folder("state"), logger: .silent)
            var messages = try bench.sandbox.replies(for: "hana@example.com").makeAsyncIterator()
            _ = try await desk.revoke()
            let answer = try await bench.answer(to: "rec 2551 234 5678")
            #expect(answer.markdown?.contains("a compliance officer has to authorize me first") == true)
            #expect(try #require(await messages.next()?.markdown).contains("/webex/authorize"))
            try await bench.demo.authorize()
            #expect(try #require(await messages.next()?.markdown).contains("in order again"))
        }
    }

    @Test func `a second service on the same state is refused, and told of the first`() async throws {
        try await Bench.run(settings: Self.settings) { bench async throws in
            var options = ServiceOptions(sandbox: bench.sandbox)
            options.configurationFile = bench.folder("config.json")
            options.auditLogFile = bench.folder("other.log")
            options.stateFolder = bench.folder("state")
            options.port = 0
            options.operations = nil
            let error = #expect(throws: StartError.self) { try Steward(options: options, logger: .silent) }
            #expect(error?.description.contains("uses the state folder \(bench.folder("state"))") == true)
        }
    }

    @Test func `an admin is told whoever was the first to authorize the bot`() async throws {
        let settings = #"{"admins": ["hana@example.com"]}"#
        try await Bench.run(settings: settings) { bench async throws in
            var messages = try bench.sandbox.replies(for: "hana@example.com").makeAsyncIterator()
            // It may have been sent before anybody looked.
            var message = bench.sandbox.written(to: "hana@example.com").first
            if message == nil { message = await messages.next() }
            let text = try #require(message?.markdown)
            #expect(text.contains("clara@example.com"))
            #expect(text.contains("steward grants release"))
        }
    }
}
