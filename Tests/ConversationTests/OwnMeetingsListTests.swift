import Conversation
import FoundationEssentials
import HTTPTypes
import Recordings
import Sandbox
import Testing
import WebConnections

@Suite struct OwnMeetingsListTests {
    private static let month = LookupBench.now.addingTimeInterval(-30 * 86_400)..<LookupBench.now

    private static func company(_ instances: String) throws -> Company {
        try .test(
            people: ["hana@example.com"],
            meetings: """
                {"number": "25512345678", "title": "Daily stand-up", "host": "hana@example.com",
                 "invitees": ["alice@example.com"], "instances": [\(instances)]},
                {"number": "25587650001", "title": "Porada sadařů", "host": "alice@example.com",
                 "instances": [\(Seed.instance(daysAgo: 12)), {"daysAgo": 13, "time": "09:00", "minutes": 20}]},
                {"number": "25587650002", "title": "Somebody else's", "host": "hana@example.com",
                 "instances": [\(Seed.instance(daysAgo: 1))]}
                """)
    }

    @Test func `they are those hosted and those invited to, newest first`() async throws {
        let company = try Self.company([2, 14].map { Seed.instance(daysAgo: $0) }.joined(separator: ","))
        try await LookupBench.open(company) { bench async throws in
            let alice = try await bench.person("alice@example.com")
            let own = try await bench.lookup().ownMeetings(of: alice, in: Self.month)
            #expect(own.meetings.map(\.title) == ["Daily stand-up", "Porada sadařů", "Daily stand-up"])
            #expect(!own.moreExist)
        }
    }

    @Test func `a title is looked for without regard to case and accents`() async throws {
        try await LookupBench.open(try Self.company(Seed.instance(daysAgo: 2))) { bench async throws in
            let alice = try await bench.person("alice@example.com")
            let own = try await bench.lookup().ownMeetings(of: alice, titled: "sadaru PORADA", in: Self.month)
            #expect(own.meetings.map(\.title) == ["Porada sadařů"])
            #expect(try await bench.lookup().ownMeetings(of: alice, titled: "else", in: Self.month).meetings.isEmpty)
        }
    }

    @Test func `no more pages are read than it takes to know that there are more than are shown`() async throws {
        let instances = Seed.instance(daysAgo: 1, #""repeat": {"every": "hour", "count": 250}"#)
        try await LookupBench.open(try Self.company(instances)) { bench async throws in
            let alice = try await bench.person("alice@example.com")
            let (own, calls) = try await bench.calls {
                try await bench.lookup().ownMeetings(of: alice, in: Self.month)
            }
            #expect(own.meetings.count == 5)
            #expect(own.moreExist)
            #expect(calls.count == 1)
            #expect(calls.first?.query["hasRecording"] == "true")
            #expect(calls.first?.query["max"] == "100")
            let (titled, all) = try await bench.calls {
                try await bench.lookup().ownMeetings(of: alice, titled: "porada", in: Self.month)
            }
            #expect(titled.meetings.count == 1)
            #expect(all.count == 3)
        }
    }

    @Test func `somebody whose list is not shown has none`() async throws {
        try await LookupBench.open(try Self.company(Seed.instance(daysAgo: 2))) { bench async throws in
            let alice = try await bench.person("alice@example.com")
            bench.sandbox.faults.next(.get, "/v1/meetings", .answer(.failure(.forbidden, "No.")))
            let own = try await bench.lookup().ownMeetings(of: alice, in: Self.month)
            #expect(own.meetings.isEmpty)
            #expect(!own.moreExist)
        }
    }

    @Test func `a Webex that gives no answer is an error, not an empty list`() async throws {
        try await LookupBench.open(try Self.company(Seed.instance(daysAgo: 2))) { bench async throws in
            let alice = try await bench.person("alice@example.com")
            bench.sandbox.faults.next(.get, "/v1/meetings", times: 9, .answer(.failure(.badGateway, "No.")))
            await #expect(throws: (any Error).self) {
                try await bench.lookup().ownMeetings(of: alice, in: Self.month)
            }
        }
    }
}
