import JSONTree
import Sandbox
import Testing

@Suite struct OwnMeetingsTests {
    @Test func `the command alone offers the requester's latest meetings`() async throws {
        try await Desk.open { desk async throws in
            let choice = try await desk.ask("rec", as: "hana@example.com")
            #expect(choice.messages.count == 1)
            #expect(choice.text.contains("Weekly review"))
            #expect(choice.text.contains("Another meeting"))
            #expect(choice.status == "nodata")
            #expect(!choice.audit.contains { $0.text.contains("Weekly") })
            let answer = try await desk.press("Recordings", number: 2, as: "hana@example.com")
            #expect(answer.status == "permitted")
            #expect(answer.audit.first?["path"]?.string == "button")
            #expect(answer.audit.first?["recordings"]?.array?.count == 1)
        }
    }

    @Test func `a button goes through the rules like everything else`() async throws {
        let settings = #"{"approved_domains": ["example.com"], "respond_only_to_host": true}"#
        try await Desk.open(settings: settings) { desk async throws in
            _ = try await desk.ask("rec review")
            let answer = try await desk.press("Recordings")
            #expect(answer.rule == "host-only")
            #expect(!answer.text.contains("/files/"))
        }
    }

    @Test func `words of a title that only one meeting has give its recordings`() async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec ALL-HANDS harvest")
            #expect(answer.status == "permitted")
            #expect(answer.audit.first?["path"]?.string == "command")
        }
    }

    @Test func `words that no title has are said so`() async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec knitting circle")
            #expect(answer.text.contains("knitting circle"))
            #expect(answer.text.contains("30 days"))
            #expect(answer.status == "nodata")
        }
    }

    @Test func `nobody's meetings but the requester's are offered`() async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec", as: "clara@example.com")
            #expect(!answer.text.contains("Weekly review"))
            #expect(try await desk.ask("rec weekly", as: "clara@example.com").text.contains("none with a recording"))
        }
    }

    @Test func `a title in markup is only words`() async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec <@all> **everybody** [x](https://example.com)")
            #expect(!answer.text.contains("<@all>"))
            #expect(!answer.text.contains("](https"))
        }
    }
}
