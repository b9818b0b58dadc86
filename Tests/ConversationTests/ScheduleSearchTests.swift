import Conversation
import FoundationEssentials
import HTTPTypes
import Policy
import Recordings
import Sandbox
import Testing
import WebConnections

/// Whose list of meetings counts.
@Suite struct ScheduleSearchTests {
    private static let (review, private1) = ("25512345678", "25587650001")

    /// Alice is invited to the review; the other meeting is Hana's alone, and nobody but Petra knows Petra's.
    private static func company() throws -> Company {
        try .test(
            people: ["hana@example.com", "petra@example.com"],
            meetings: """
                {"number": "\(review)", "title": "Review", "host": "hana@example.com",
                 "invitees": ["alice@example.com"], "instances": [\(Seed.instance(daysAgo: 2))]},
                {"number": "\(private1)", "title": "Private", "host": "hana@example.com",
                 "instances": [\(Seed.instance(daysAgo: 2))]}
                """)
    }

    private static func isHostUnknown(_ outcome: LookupOutcome) -> Bool? {
        if case .found(let found) = outcome { found.subject.isHostUnknown } else { nil }
    }

    @Test func `without a host, the requester's own view counts`() async throws {
        try await LookupBench.open(try Self.company()) { bench async throws in
            #expect(Self.isHostUnknown(try await bench.rec(Self.review)) == false)
            #expect(try await bench.rec(Self.private1) == .meetingNotFound)
        }
    }

    @Test func `the typed host's view counts where it shows the meeting`() async throws {
        try await LookupBench.open(try Self.company()) { bench async throws in
            #expect(Self.isHostUnknown(try await bench.rec(Self.private1, host: "hana@example.com")) == false)
        }
    }

    @Test(arguments: ["petra@example.com", "nobody@example.com", "oscar@elsewhere.example"])
    func `where it shows nothing or is refused, the requester's counts and the answer says so`(
        host: String
    ) async throws {
        try await LookupBench.open(try Self.company()) { bench async throws in
            #expect(Self.isHostUnknown(try await bench.rec(Self.review, host: host)) == true)
            #expect(try await bench.rec(Self.private1, host: host) == .meetingNotFound)
        }
    }

    @Test(arguments: [HTTPResponse.Status.badRequest, .forbidden, .notFound])
    func `every refusal of the typed host's view counts as showing nothing`(
        status: HTTPResponse.Status
    ) async throws {
        let company = try Company.test(
            people: ["hana@example.com"],
            meetings: """
                {"number": "\(Self.review)", "title": "Review", "host": "hana@example.com",
                 "invitees": ["alice@example.com"], "instances": [\(Seed.instance(daysAgo: 2))]}
                """, more: #""refusals": {"foreignHosts": \#(status.code)},"#)
        try await LookupBench.open(company) { bench async throws in
            #expect(Self.isHostUnknown(try await bench.rec(Self.review, host: "nobody@example.com")) == true)
        }
    }

    @Test(arguments: [HTTPResponse.Status.internalServerError, .unauthorized, .tooManyRequests])
    func `no other view counts while the typed host's got no answer`(status: HTTPResponse.Status) async throws {
        try await LookupBench.open(try Self.company()) { bench async throws in
            let failure = Faults.Fault.answer(.failure(status, "No.", fields: [.retryAfter: "600"]))
            bench.sandbox.faults.next(.get, "/v1/meetings", times: 99, failure)
            await #expect(throws: (any Error).self) {
                try await bench.rec(Self.review, host: "petra@example.com")
            }
        }
    }

    @Test func `another address of the requester's own account is no unknown host`() async throws {
        try await LookupBench.open("aliases") { bench async throws in
            let outcome = try await bench.rec(Self.review, host: "h.holt@emea.example.com", as: "hana@example.com")
            #expect(outcome.given.count == 3)
            #expect(Self.isHostUnknown(outcome) == false)
        }
    }

    @Test func `a host is the host by any of their addresses`() async throws {
        try await LookupBench.open("aliases") { bench async throws in
            let hostOnly = RecordingRules(hostOnly: true)
            #expect(try await bench.rec(Self.review, as: "hana.holt@example.com", rules: hostOnly).given.count == 3)
            #expect(try await bench.rec(Self.review, as: "alice@emea.example.com", rules: hostOnly).reason == .notHost)
        }
    }

    @Test func `a host of another organization is looked up nowhere`() async throws {
        try await LookupBench.open("outsiders") { bench async throws in
            let outcome = try await bench.rec(Self.review, host: "oscar@elsewhere.example")
            #expect(outcome.given.isEmpty)
        }
    }
}
