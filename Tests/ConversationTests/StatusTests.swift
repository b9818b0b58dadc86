import FoundationEssentials
import HTTPTypes
import JSONTree
import Sandbox
import Testing
import WebConnections

@Suite struct StatusTests {
    private static let settings = #"{"approved_domains": ["example.com"], "admins": ["alice@example.com"]}"#

    @Test func `an admin sees codes, counts, times and references`() async throws {
        try await Desk.open(settings: Self.settings) { desk async throws in
            _ = try await desk.ask("rec \(Desk.number)", as: "jiri@example.com")
            _ = try await desk.ask("rec 1234", as: "jiri@example.com")
            desk.sandbox.faults.next(.get, "/v1/meetings", times: 9, .answer(ServerResponse(.badGateway)))
            let failed = try await desk.ask("rec \(Desk.number)", as: "jiri@example.com")
            let reference = try #require(failed.audit.first?["reference"]?.string)
            let text = try await desk.ask("status").shown
            for expected in [
                "1.2.3", "connected", "held", "in-force", "audit-failing", "permitted 1, invalid 1, unavailable 1",
            ] {
                #expect(text.contains(expected))
            }
            #expect(text.contains(reference))
            #expect(text.contains("webex-unavailable"))
            for hidden in ["Weekly", "jiri", "Jiří", "/files/", Desk.number] { #expect(!text.contains(hidden)) }
        }
    }

    @Test func `for everybody else it is a word that means nothing`() async throws {
        try await Desk.open(settings: Self.settings) { desk async throws in
            let outcome = try await desk.ask("status", as: "jiri@example.com")
            #expect(outcome.text.contains("meeting_number"))
            #expect(!outcome.shown.contains("1.2.3"))
        }
    }

    @Test func `an admin who is not approved sees it too`() async throws {
        try await Desk.open(settings: #"{"admins": ["alice@example.com"]}"#) { desk async throws in
            #expect(try await desk.ask("status").shown.contains("1.2.3"))
            let refused = try await desk.ask("rec")
            #expect(refused.rule == "not-approved")
            #expect(refused.text.contains("ask your Webex administrator"))
        }
    }
}
