import Conversation
import FoundationEssentials
import HTTPTypes
import Policy
import Recordings
import Sandbox
import Testing
import WebConnections

/// Recordings made in personal rooms, by every way to ask for them.
@Suite struct PersonalRoomTests {
    private static func instance(_ sandbox: WebexSandbox, _ title: String) throws -> String {
        let series = try #require(sandbox.company.meetings.first { $0.title == title })
        return try #require(series.instances.first).id
    }

    @Test(arguments: [true, false])
    func `a room that somebody simply started a meeting in is protected too`(namesSeries: Bool) async throws {
        var behaviour = Behaviour()
        behaviour.namesSeriesOfPersonalRooms = namesSeries
        try await LookupBench.open("personal-rooms", behaviour: behaviour) { bench async throws in
            let instance = try Self.instance(bench.sandbox, "Petra Lindqvist's Personal Room")
            #expect(try await bench.forward(instance).given.isEmpty)
            #expect(try await bench.forward(instance, as: "petra@example.com").given.count == 1)
        }
    }

    @Test func `a meeting elsewhere of somebody with a room is no personal one`() async throws {
        try await LookupBench.open("personal-rooms") { bench async throws in
            #expect(try await bench.rec("25512345678").given.count == 1)
            #expect(try await bench.forward(try Self.instance(bench.sandbox, "Weekly review")).given.count == 1)
        }
    }

    @Test func `the room of the meeting's own site decides`() async throws {
        try await LookupBench.open("second-site") { bench async throws in
            let corner = try Self.instance(bench.sandbox, "Hana's corner in Europe")
            #expect(try await bench.rec("26001234568").reason == .personalRoom)
            #expect(try await bench.forward(corner).reason == .personalRoom)
            #expect(try await bench.forward(corner, as: "hana@example.com").given.count == 1)
            #expect(try await bench.rec("25587650001").given.count == 1)
            #expect(try await bench.rec("25512345678").given.count == 1)
        }
    }

    @Test func `it is asked for by the address that Webex gave for the host`() async throws {
        try await LookupBench.open("aliases") { bench async throws in
            let (outcome, calls) = try await bench.calls {
                try await bench.rec("25512345678", as: "alice@emea.example.com")
            }
            #expect(outcome.given.count == 3)
            let asked = calls.filter { $0.path == "/v1/meetingPreferences/personalMeetingRoom" }
            #expect(asked.map { $0.query["userEmail"] } == ["hana@example.com"])
            #expect(asked.map { $0.query["siteUrl"] } == ["example.webex.com"])
        }
    }

    @Test func `a room that cannot be found out keeps everything from others`() async throws {
        try await LookupBench.open("no-personal-rooms") { bench async throws in
            #expect(try await bench.rec("25512345678").reason == .cannotBeChecked)
            #expect(try await bench.rec("26001234567").reason == .personalRoom)
            #expect(try await bench.rec("25512345678", as: "hana@example.com").given.count == 1)
            let open = RecordingRules(protectsPersonalRooms: false)
            #expect(try await bench.rec("25512345678", rules: open).given.count == 1)
        }
    }

    @Test func `a space meeting is none, whatever its host's room`() async throws {
        try await LookupBench.open("space-meetings") { bench async throws in
            let instance = try Self.instance(bench.sandbox, "Cider press")
            bench.sandbox.faults.next(
                .get, "/v1/meetingPreferences", times: 9, .answer(.failure(.internalServerError, "No.")))
            #expect(try await bench.forward(instance, as: "jiri@example.com").given.count == 1)
        }
    }

    @Test func `a room of a former host is asked for where the former host hosted`() async throws {
        try await LookupBench.open("moved-host") { bench async throws in
            let (_, calls) = try await bench.calls { try await bench.rec("25512345678") }
            let asked = calls.filter { $0.path == "/v1/meetingPreferences/personalMeetingRoom" }
            #expect(Set(asked.map { $0.query["userEmail"] }) == ["hana@example.com", "petra@example.com"])
        }
    }
}
