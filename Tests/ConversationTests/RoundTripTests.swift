import Sandbox
import Testing

/// How often somebody's request waits for Webex.
@Suite struct RoundTripTests {
    /// Long enough for a busy machine to send everything that does not wait for an answer.
    private static let quiet = Duration.milliseconds(300)
    private static let everyRule =
        #"{"approved_domains": ["example.com"], "respond_only_to_invitees": true, "lookup_cache_seconds": 0}"#

    @Test(arguments: ["rec 25512345678", "rec 25512345678 hana@example.com 30", "rec 25587650001"])
    func `a request takes five round trips, whatever the number of meetings and recordings`(text: String) async throws {
        try await Desk.open(settings: Self.everyRule) { desk async throws in
            let trips = try await desk.sandbox.roundTrips(quiet: Self.quiet) { () async throws in
                #expect(try await desk.ask(text).status == "permitted")
            }
            #expect(trips.count == 5, "\(trips.steps.map { $0.map(\.path) })")
        }
    }

    @Test func `the second step looks as the host and as the requester, the third reads everything about the meeting`()
        async throws
    {
        try await Desk.open(settings: Self.everyRule) { desk async throws in
            let trips = try await desk.sandbox.roundTrips(quiet: Self.quiet) { () async throws in
                _ = try await desk.ask("rec 25512345678 hana@example.com")
            }
            #expect(trips.steps.count == 5)
            let hosts = trips.steps[1].map { $0.query["hostEmail"] }
            #expect(Set(hosts) == ["hana@example.com", "alice@example.com"])
            #expect(
                trips.steps[2].map(\.path).sorted() == [
                    "/v1/admin/recordings", "/v1/meetingPreferences/personalMeetingRoom", "/v1/meetings",
                    "/v1/meetings",
                ])
            #expect(trips.steps[3].allSatisfy { $0.path.hasPrefix("/v1/recordings/") && $0.query["hostEmail"] == nil })
        }
    }

    @Test func `a forwarded recording takes four`() async throws {
        try await Desk.open(settings: Self.everyRule) { desk async throws in
            let trips = try await desk.sandbox.roundTrips(quiet: Self.quiet) { () async throws in
                #expect(try await desk.forward("Weekly review").status == "permitted")
            }
            #expect(trips.count == 4, "\(trips.steps.map { $0.map(\.path) })")
        }
    }

    @Test func `a scheduled personal room takes five once it is known that Webex does not list it by series`()
        async throws
    {
        try await Desk.open(settings: Self.everyRule) { desk async throws in
            let rec = { @Sendable () async throws in _ = try await desk.ask("rec 26001234567", as: "hana@example.com") }
            #expect(try await desk.sandbox.roundTrips(quiet: Self.quiet, of: rec).count == 6)
            #expect(try await desk.sandbox.roundTrips(quiet: Self.quiet, of: rec).count == 5)
        }
    }
}
