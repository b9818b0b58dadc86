import FoundationEssentials
import JSONTree
import Sandbox
import Testing

@Suite struct AnswerTests {
    @Test(arguments: ["help", "", "hello there", "record it"])
    func `everything that is no request gets the form`(text: String) async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.ask(text)
            #expect(outcome.messages.count == 1)
            #expect(outcome.text.contains("meeting_number"))
            #expect(outcome.audit.isEmpty)
        }
    }

    @Test func `a number gets the recordings of the window with links that work`() async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.ask("rec 2551 234 5678")
            #expect(outcome.status == "permitted")
            #expect(outcome.audit.count == 2)
            #expect(outcome.audit.last?["status"]?.string == "delivered")
            let recordings = outcome.audit.first?["recordings"]?.array?.compactMap { $0["recordings"]?.array?.count }
            #expect(recordings?.reduce(0, +) == 3)
            #expect(outcome.text.contains("/files/video/"))
        }
    }

    @Test func `the way of asking makes no difference`() async throws {
        try await Desk.open { desk async throws in
            let typed = try await desk.ask("rec 2551-234-5678 <mailto:hana@example.com> 30")
            let filled = try await desk.submit([
                "command_keyword": "rec", "meeting_number": "2551 234 5678", "meeting_host": "hana@example.com",
                "days_back": "30",
            ])
            #expect(typed.status == "permitted")
            #expect(typed.audit.first?["recordings"] == filled.audit.first?["recordings"])
            #expect(filled.audit.first?["path"]?.string == "form")
        }
    }

    @Test func `a forwarded recording gets that meeting's recordings alone`() async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.forward("Weekly review")
            #expect(outcome.status == "permitted")
            #expect(outcome.audit.first?["recordings"]?.array?.count == 1)
            #expect(outcome.audit.first?["days_back"]?.integer == 0)
            #expect(outcome.audit.first?["path"]?.string == "forwarded")
        }
    }

    @Test(arguments: [
        ("rec a@example.com", "number"), ("rec 1234", "9 to 11"), ("rec 123456789012", "9 to 11"),
        ("rec 25512345678 0", "365"),
        ("rec 25512345678 999", "365"), ("rec 25512345678 soon", "soon"),
        ("rec 25512345678 a@example.com b@example.com", "b@example.com"),
    ])
    func `a wrong part is named and nothing is looked up`(text: String, named: String) async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.ask(text)
            #expect(outcome.text.contains(named))
            #expect(outcome.text.contains("meeting_number"))
            #expect(outcome.status == "invalid")
            #expect(!desk.sandbox.requests.contains { $0.path.hasPrefix("/v1/meetings") })
        }
    }

    @Test func `days back too few to reach the recording leave it out`() async throws {
        try await Desk.open { desk async throws in
            #expect(try await desk.ask("rec 25512345678 1").status == "nodata")
            let all = try await desk.ask("rec 25512345678 30")
            #expect(all.audit.first?["recordings"]?.array?.count == 3)
        }
    }

    @Test(arguments: [
        ("rec 25599999999", "nodata", "2559 999 9999"), ("rec 25544443333", "nodata", "10 days"),
        ("rec 25599990000", "nodata", "links"),
    ])
    func `what is not there is said so`(text: String, status: String, said: String) async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.ask(text)
            #expect(outcome.status == status)
            #expect(outcome.text.contains(said))
        }
    }

    @Test func `a host who is not known here does not keep the requester's own meetings back`() async throws {
        try await Desk.open { desk async throws in
            let outcome = try await desk.ask("rec 25512345678 nobody@example.com")
            #expect(outcome.status == "permitted")
            #expect(outcome.text.contains("host"))
        }
    }

    @Test func `nobody gets an answer before a compliance officer has authorized`() async throws {
        try await Desk.open(grant: nil) { desk async throws in
            let outcome = try await desk.ask("rec 25512345678")
            #expect(outcome.status == "unavailable")
            #expect(outcome.text.contains("compliance officer"))
            #expect(try await desk.ask("help").text.contains("meeting_number"))
        }
    }

    @Test func `a grant of somebody without the role is refused by Webex, and that is said`() async throws {
        try await Desk.open(grant: "jiri@example.com") { desk async throws in
            let outcome = try await desk.ask("rec 25512345678 hana@example.com")
            #expect(outcome.status == "unavailable")
            #expect(outcome.messages.count == 1)
        }
    }

    @Test func `the audit line names the request the way earlier logs did`() async throws {
        try await Desk.open { desk async throws in
            let line = try #require(try await desk.ask("rec 25512345678 hana@example.com 14").audit.first)
            #expect(line["requestor"]?.string == "alice@example.com")
            #expect(line["meeting_host"]?.string == "hana@example.com")
            #expect(line["meeting_number"]?.string == "25512345678")
            #expect(line["days_back"]?.integer == 14)
            #expect(line["path"]?.string == "command")
            #expect(!line.text.contains("http"))
            #expect(!line.text.contains("Weekly"))
        }
    }

    @Test func `Czech settings give Czech answers`() async throws {
        try await Desk.open(settings: #"{"approved_domains": ["example.com"], "language": "cs_CZ"}"#) {
            desk async throws in
            #expect(try await desk.ask("help").text.contains("Vyhledání záznamů"))
        }
    }
}
