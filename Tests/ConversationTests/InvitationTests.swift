import Conversation
import FoundationEssentials
import HTTPTypes
import Policy
import Recordings
import Sandbox
import Testing
import WebConnections

/// The rule that only those invited get a recording.
@Suite struct InvitationTests {
    private static let review = "25512345678"
    private static let invited = RecordingRules(inviteesOnly: true)

    /// How many of the review's recordings somebody gets, by number and by its instances one after the other.
    private static func counts(_ bench: LookupBench, _ requester: String) async throws -> (rec: Int, forwarded: Int) {
        let byNumber = try await bench.rec(review, host: "hana@example.com", as: requester, rules: invited)
        var forwarded = 0
        for instance in try #require(bench.sandbox.company.meetings.first).instances {
            forwarded += try await bench.forward(instance.id, as: requester, rules: invited).given.count
        }
        return (byNumber.given.count, forwarded)
    }

    @Test(arguments: [
        ("hana@example.com", 3), ("alice@example.com", 3), ("petra@example.com", 2), ("jiri@example.com", 1),
        ("clara@example.com", 0),
    ])
    func `it asks for each instance, on every path`(requester: String, count: Int) async throws {
        try await LookupBench.open("invitations") { bench async throws in
            #expect(try await Self.counts(bench, requester) == (count, count))
        }
    }

    @Test func `the answer counts the others`() async throws {
        try await LookupBench.open("invitations") { bench async throws in
            let outcome = try await bench.rec(
                Self.review, host: "hana@example.com", as: "jiri@example.com", rules: Self.invited)
            #expect(outcome.refused == [.notInvited: 2])
        }
    }

    @Test func `somebody invited to nothing is told so`() async throws {
        try await LookupBench.open("invitations") { bench async throws in
            let outcome = try await bench.rec(
                Self.review, host: "hana@example.com", as: "clara@example.com", rules: Self.invited)
            #expect(outcome.reason == .notInvited)
        }
    }

    @Test func `where the list of a series is refused, each instance is asked for`() async throws {
        try await LookupBench.open("no-series-listing") { bench async throws in
            let walk = "25587650001"
            #expect(try await bench.rec(walk, rules: Self.invited).given.count == 1)
            let stranger = try await bench.rec(
                walk, host: "hana@example.com", as: "clara@example.com", rules: Self.invited)
            #expect(stranger.reason == .notInvited)
        }
    }

    @Test func `an invitation is never taken from what somebody else was told`() async throws {
        try await LookupBench.open("invitations") { bench async throws in
            let rec = { @Sendable (requester: String) in
                try await bench.rec(
                    Self.review, host: "hana@example.com", as: requester, rules: Self.invited, cacheLife: .seconds(60))
            }
            #expect(try await rec("alice@example.com").given.count == 3)
            #expect(try await rec("clara@example.com").reason == .notInvited)
            #expect(try await rec("jiri@example.com").given.count == 1)
        }
    }
}
