import Cards
import Conversation
import FoundationEssentials
import HTTPTypes
import Policy
import Recordings
import Sandbox
import Testing
import WebConnections

@Suite struct LookupPathTests {
    private static let review = "25512345678"

    private static func link(_ sandbox: WebexSandbox, _ title: String) throws -> String {
        try #require(sandbox.company.meetings.first { $0.title == title }).webLink
    }

    @Test func `a link leads to what its number leads to`() async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            let byNumber = try await bench.rec(Self.review)
            let byLink = try await bench.rec(try Self.link(bench.sandbox, "Weekly review"))
            #expect(byNumber.given.count == 5)
            #expect(byLink.given.map(\.id) == byNumber.given.map(\.id))
        }
    }

    @Test func `a link is passed on as it stands, and never opened`() async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            let link = try Self.link(bench.sandbox, "Weekly review")
            let (_, calls) = try await bench.calls { try await bench.rec(link, host: "hana@example.com") }
            let lookups = calls.filter { $0.path == "/v1/meetings" && $0.query["webLink"] == link }
            #expect(Set(lookups.map { $0.query["hostEmail"] }) == ["hana@example.com", "alice@example.com"])
        }
    }

    @Test func `a link that Webex does not resolve is told apart from a number that is unknown`() async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            let unknown = try await bench.rec("https://example.webex.com/example/j.php?MTID=m0")
            #expect(unknown == .linkNotResolved)
            #expect(try await bench.rec("25500000000") == .meetingNotFound)
            bench.sandbox.faults.next(.get, "/v1/meetings", .answer(.failure(.badRequest, "Bad link.")))
            #expect(try await bench.rec("https://example.webex.com/meet/nobody") == .linkNotResolved)
        }
    }

    @Test func `the link of a personal room is a link as any other, and the room is protected`() async throws {
        try await LookupBench.open("personal-rooms") { bench async throws in
            let room = "https://example.webex.com/meet/hana"
            #expect(try await bench.rec(room).reason == .personalRoom)
            #expect(try await bench.rec(room, as: "hana@example.com").given.count == 2)
        }
    }

    @Test func `a number that is used again stands for all its meetings`() async throws {
        let company = try Company.test(
            people: ["hana@example.com", "petra@example.com"],
            meetings: """
                {"number": "\(Self.review)", "title": "Last year's", "host": "hana@example.com",
                 "invitees": ["alice@example.com"], "instances": [\(Seed.instance(daysAgo: 20))]},
                {"number": "\(Self.review)", "title": "This year's", "host": "petra@example.com",
                 "invitees": ["alice@example.com"], "instances": [\(Seed.instance(daysAgo: 2))]}
                """)
        try await LookupBench.open(company) { bench async throws in
            guard case .found(let found) = try await bench.rec(Self.review) else { throw MissingAnswer() }
            #expect(found.groups.map(\.meeting.title) == ["This year's", "Last year's"])
            #expect(try await bench.rec(Self.review, as: "hana@example.com").given.count == 1)
        }
    }

    @Test func `the time recorded alone decides the window`() async throws {
        let company = try Company.test(
            people: ["hana@example.com"],
            meetings: """
                {"number": "\(Self.review)", "title": "Night watch", "host": "hana@example.com",
                 "invitees": ["alice@example.com"], "instances": [
                   {"daysAgo": 3, "time": "11:50", "minutes": 60,
                    "recordings": [{"startMinute": 5, "length": "0:05:00"}, {"startMinute": 15, "length": "0:05:00"}]}]}
                """)
        try await LookupBench.open(company) { bench async throws in
            // The window begins at noon three days ago, the meeting ten minutes before.
            let given = try await bench.rec(Self.review, days: 3).given
            #expect(given.map(\.recordedAt) == [LookupBench.now.addingTimeInterval(-3 * 86_400 + 300)])
        }
    }

    @Test func `what the host's own list does not show is read meeting by meeting`() async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            let (outcome, calls) = try await bench.calls { try await bench.rec(Self.review) }
            #expect(outcome.given.count == 5)
            let single = calls.filter { $0.path.hasPrefix("/v1/meetings/") }
            #expect(single.map { $0.query["hostEmail"] } == ["petra@example.com"])
        }
    }

    @Test func `and refused and counted when it cannot be read`() async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            bench.sandbox.faults.next(.get, "/v1/meetings/", times: 99, .answer(.failure(.notFound, "No.")))
            let outcome = try await bench.rec(Self.review)
            #expect(outcome.given.count == 4)
            #expect(outcome.refused == [.cannotBeChecked: 1])
        }
    }

    @Test func `everything that a page may leave out is on another`() async throws {
        for paging in Behaviour.Paging.allCases {
            var behaviour = Behaviour()
            behaviour.paging = paging
            try await LookupBench.open("large-series", behaviour: behaviour) { bench async throws in
                guard case .found(let found) = try await bench.rec(Self.review, days: 300) else {
                    throw MissingAnswer()
                }
                #expect(found.groups.count == 100, "\(paging)")
                #expect(found.moreExist, "\(paging)")
                #expect(found.refused.isEmpty, "\(paging)")
            }
        }
    }

    @Test func `an answer holds the hundred newest of a meeting's recordings`() async throws {
        try await LookupBench.open("many-recordings") { bench async throws in
            guard case .found(let found) = try await bench.rec(Self.review) else { throw MissingAnswer() }
            let shown = found.groups.flatMap(\.entries).map(\.recording.recordedAt)
            #expect(shown.count == 100)
            #expect(found.moreExist)
            let latest = bench.sandbox.company.meetings.flatMap { $0.instances.flatMap(\.recordings) }
                .map(\.recordedAt).sorted(by: >)
            #expect(shown.min() == latest[99])
        }
    }

    @Test func `deleted recordings are left out, and nobody is told of them`() async throws {
        try await LookupBench.open("missing-links") { bench async throws in
            let outcome = try await bench.rec(Self.review)
            #expect(Set(outcome.given.map(\.topic)) == ["No audio", "No transcript", "Uploaded", "Old format"])
            #expect(outcome.refused.isEmpty)
        }
    }
}
