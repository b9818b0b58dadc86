import Conversation
import FoundationEssentials
import HTTPTypes
import Recordings
import Sandbox
import Testing
import WebConnections

@Suite struct LookupFallbackTests {
    private static let review = "25512345678"

    @Test func `without everybody's recordings, those of each instance are read as its own host`() async throws {
        try await LookupBench.open("no-admin-listing") { bench async throws in
            let (outcome, calls) = try await bench.calls { try await bench.rec(Self.review) }
            #expect(outcome.given.count == 2)
            let lists = calls.filter { $0.path == "/v1/recordings" }
            #expect(Set(lists.map { $0.query["hostEmail"] }) == ["hana@example.com", "petra@example.com"])
            #expect(lists.allSatisfy { $0.query["max"] == "100" && $0.query["from"] != nil && $0.query["to"] != nil })
        }
    }

    @Test func `what was refused to the grant is not asked for again`() async throws {
        try await LookupBench.open("no-admin-listing") { bench async throws in
            let admin = { @Sendable (calls: [RecordedRequest]) in calls.count { $0.path == "/v1/admin/recordings" } }
            // The second call finds out whether it is this meeting that is refused, or every one.
            #expect(admin(try await bench.calls { try await bench.rec(Self.review) }.1) == 2)
            #expect(admin(try await bench.calls { try await bench.rec(Self.review) }.1) == 0)
            let instance = try #require(bench.sandbox.company.meetings.first?.instances.first)
            #expect(admin(try await bench.calls { try await bench.forward(instance.id) }.1) == 0)
        }
    }

    @Test func `a forwarded meeting is read without everybody's recordings as well`() async throws {
        try await LookupBench.open("no-admin-listing") { bench async throws in
            for instance in try #require(bench.sandbox.company.meetings.first).instances {
                #expect(try await bench.forward(instance.id).given.count == 1)
            }
        }
    }

    @Test func `without lists by series, those of the hosts are read in parts of thirty days`() async throws {
        try await LookupBench.open("no-series-listing") { bench async throws in
            let (outcome, calls) = try await bench.calls { try await bench.rec(Self.review, days: 70) }
            #expect(outcome.given.count == 2)
            let lists = calls.filter { $0.path == "/v1/recordings" }
            #expect(lists.count == 3)
            #expect(lists.allSatisfy { $0.query["meetingId"] == nil && $0.query["max"] == "100" })
            let (againOutcome, again) = try await bench.calls { try await bench.rec(Self.review) }
            #expect(againOutcome.given.count == 2)
            #expect(!again.contains { $0.path == "/v1/admin/recordings" })
        }
    }

    @Test func `a meeting whose instances are not listed has its host's instances`() async throws {
        try await LookupBench.open("no-series-listing") { bench async throws in
            let outcome = try await bench.rec("25587650001")
            #expect(outcome.given.count == 1)
            #expect(outcome.refused.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `a scheduled personal room has its host's instances`(namesSeries: Bool) async throws {
        var behaviour = Behaviour()
        behaviour.namesSeriesOfPersonalRooms = namesSeries
        try await LookupBench.open("personal-rooms", behaviour: behaviour) { bench async throws in
            let room = "26001234567"
            #expect(try await bench.rec(room, as: "hana@example.com").given.count == 2)
            #expect(try await bench.rec(room, host: "hana@example.com").reason == .personalRoom)
            let (_, calls) = try await bench.calls { try await bench.rec(room, as: "hana@example.com") }
            #expect(!calls.contains { $0.query["meetingSeriesId"] != nil })
        }
    }

    @Test func `a grant whose every way is refused says so`() async throws {
        try await LookupBench.open("no-admin-listing") { bench async throws in
            bench.sandbox.faults.next(.get, "/v1/recordings", times: 99, .answer(.failure(.forbidden, "No.")))
            await #expect(throws: (any Error).self) { try await bench.rec(Self.review) }
        }
    }

    @Test func `one refused source counts as a recording held back`() async throws {
        try await LookupBench.open("no-admin-listing") { bench async throws in
            bench.sandbox.faults.next(.get, "/v1/recordings", .answer(.failure(.forbidden, "No.")))
            let outcome = try await bench.rec(Self.review)
            #expect(outcome.given.count == 1)
            #expect(outcome.refused == [.cannotBeChecked: 1])
        }
    }

    @Test(arguments: [HTTPResponse.Status.internalServerError, .unauthorized, .tooManyRequests])
    func `a list without an answer is no refusal`(status: HTTPResponse.Status) async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            let failure = Faults.Fault.answer(.failure(status, "No.", fields: [.retryAfter: "600"]))
            bench.sandbox.faults.next(.get, "/v1/admin/recordings", times: 99, failure)
            let (_, calls) = try await bench.calls {
                await #expect(throws: (any Error).self) { try await bench.rec(Self.review) }
            }
            #expect(!calls.contains { $0.path == "/v1/recordings" })
        }
    }
}
