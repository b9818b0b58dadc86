import JSONTree
import Sandbox
import Testing

@Suite struct LinkTests {
    @Test func `a link to the meeting does as well as its number`() async throws {
        try await Desk.open { desk async throws in
            let link = try #require(desk.sandbox.company.meetings.first { $0.number == Desk.number }?.webLink)
            let byNumber = try await desk.ask("rec \(Desk.number) 30")
            let byLink = try await desk.ask("rec \(link) hana@example.com 30")
            #expect(byLink.status == "permitted")
            #expect(byLink.audit.first?["recordings"] == byNumber.audit.first?["recordings"])
            #expect(byLink.audit.first?["meeting_number"]?.string == Desk.number)
            let filled = try await desk.submit(["command_keyword": "rec", "meeting_number": link])
            #expect(filled.status == "permitted")
            #expect(try await desk.press("Refresh links").status == "permitted")
        }
    }

    @Test func `a link to a personal room is refused like the room itself`() async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec https://example.webex.com/meet/hana hana@example.com")
            #expect(["denied", "nodata"].contains(answer.status))
            #expect(!answer.text.contains("/files/"))
        }
    }

    @Test(arguments: [
        "https://example.com/meet/hana", "http://example.webex.com/meet/hana",
        "https://example.webex.com.example.com/x",
    ])
    func `a link that leads elsewhere is named and not looked up`(link: String) async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec \(link)")
            #expect(answer.status == "invalid")
            #expect(answer.text.contains("webex.com"))
            #expect(!desk.sandbox.requests.contains { $0.path.hasPrefix("/v1/meetings") })
        }
    }

    @Test func `a link that Webex does not know asks for the number`() async throws {
        try await Desk.open { desk async throws in
            let answer = try await desk.ask("rec https://example.webex.com/example/j.php?MTID=m0")
            #expect(answer.status == "nodata")
            #expect(answer.text.contains("type the meeting number"))
        }
    }
}
