import FoundationEssentials
import Recordings
import Testing
import WebConnections
import WebexAPI

@Suite struct MeetingListTests {
    private static let window = Date(timeIntervalSince1970: 1_772_323_200)..<Date(timeIntervalSince1970: 1_773_144_000)

    private static func query(_ webex: ScriptedWebex) -> [String: String] {
        Dictionary(webex.requests.flatMap(\.query).map { ($0.name, $0.value) }) { first, _ in first }
    }

    private static func hana() throws -> EmailAddress { try #require(EmailAddress("hana@example.com")) }

    @Test func `a link is looked up as it stands`() async throws {
        let (webex, hana) = (ScriptedWebex(.json(#"{"items": []}"#)), try Self.hana())
        let link = try #require(MeetingLink("https://example.webex.com/example/j.php?MTID=m1&x=2"))
        #expect(try await webex.run { try await $0.meetings(joinedBy: link, seenBy: hana) }.isEmpty)
        #expect(Self.query(webex) == ["webLink": link.text, "hostEmail": "hana@example.com"])
    }

    @Test func `ended instances are asked for with type, state, window and the largest page`() async throws {
        let (webex, hana) = (ScriptedWebex(.json(#"{"items": []}"#)), try Self.hana())
        _ = try await webex.run { try await $0.endedInstances(of: MeetingID("s"), seenBy: hana, in: Self.window) }
        #expect(
            Self.query(webex) == [
                "meetingSeriesId": "s", "meetingType": "meeting", "state": "ended", "hostEmail": "hana@example.com",
                "from": "2026-03-01T00:00:00.000Z", "to": "2026-03-10T12:00:00.000Z", "max": "100",
            ])
    }

    @Test func `recorded instances are read until enough is known`() async throws {
        let webex = ScriptedWebex { number in
            .json(
                #"{"items": [{"id": "i", "title": "Review"}]}"#, link: "</v1/meetings?after=\(number)>; rel=\"next\"")
        }
        let hana = try Self.hana()
        let all = try await webex.run { webex in
            var count = 0
            return try await webex.recordedInstances(seenBy: hana, in: Self.window) { page in
                count += page.count
                return count == 3
            }
        }
        #expect(all.map(\.title) == ["Review", "Review", "Review"])
        #expect(Self.query(webex)["hasRecording"] == "true")
    }

    @Test(arguments: [
        #"{"id": "s", "meetingType": "meetingSeries"}"#, #"{"id": "s", "meetingType": "scheduledMeeting"}"#,
        #"{"id": "another", "meetingType": "meeting"}"#,
    ])
    func `what is no instance, or another one, is not taken for one`(answer: String) async throws {
        let webex = ScriptedWebex(.json(answer))
        let error = await #expect(throws: WebexError.self) {
            try await webex.run { try await $0.instance(MeetingID("s")) }
        }
        #expect(error?.code == .notFound)
    }

    @Test func `the personal room is read without the host's PIN`() async throws {
        let webex = ScriptedWebex(
            .json(
                """
                {"hostPin": "4829", "personalMeetingRoomLink": "https://example.webex.com/meet/hana",
                 "telephony": {"accessCode": "2600 123 4567"}}
                """))
        let hana = try Self.hana()
        let room = try await webex.run { try await $0.personalRoom(of: hana, on: "example.webex.com") }
        #expect(room.number?.digits == "26001234567")
        #expect(!String(reflecting: room).contains("4829"))
    }

    @Test func `sites are the same in any case`() async throws {
        let webex = ScriptedWebex(.json(#"{"id": "s", "siteUrl": "Example.Webex.com"}"#))
        #expect(try await webex.run { try await $0.meeting(MeetingID("s")) }.site == "example.webex.com")
    }

    @Test func `marks tell tokens apart and show none`() async throws {
        let webex = ScriptedWebex(.json("{}"))
        let mark = { @Sendable (token: String) async throws in
            try await webex.run(credential: .fixed(Secret(token))) { try await $0.tokenMark() }
        }
        let first = try await mark("token-1")
        #expect(try await mark("token-1") == first)
        #expect(try await mark("token-2") != first)
        #expect(!String(reflecting: first).contains("token-1"))
    }
}
