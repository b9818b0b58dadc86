import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `The meetings of a person` {
    private static let month = "from=2026-02-02T00:00:00Z&to=2026-03-04T00:00:00Z"

    private static func recorded(_ email: String, _ more: String = month) -> String {
        "/v1/meetings?meetingType=meeting&state=ended&hasRecording=true&hostEmail=\(email)&\(more)"
    }

    @Test func `are those that they host or were invited to, newest first`() async throws {
        let webex = try TestCloud()
        let answer = try await webex.get(Self.recorded("jiri@example.com", "\(Self.month)&max=100"), webex.officer())
        #expect(
            answer.texts("title") == [
                "Weekly review", "Cider press", "All-hands: the harvest & the year ahead", "Weekly review",
                "Weekly review",
            ])
        #expect(answer.texts("start") == answer.texts("start").sorted(by: >))
        #expect(answer.items.allSatisfy { $0["meetingSeriesId"] != nil && $0["meetingNumber"] == nil })
    }

    @Test func `come in pages of ten`() async throws {
        let webex = try TestCloud(of: "large-series")
        let answer = try await webex.get(Self.recorded("alice@example.com"), webex.officer())
        #expect(answer.items.count == 10)
        let all = try await webex.all(Self.recorded("alice@example.com"), webex.officer())
        #expect(all.items.count == 30 && all.pages == 3)
    }

    @Test(arguments: [
        ("", 1), ("from=2026-02-18T00:00:00Z", 1), ("to=2026-02-25T00:00:00Z", 1), ("to=2026-02-24T00:00:00Z", 1),
        ("from=2026-02-24T00:00:00Z", 1), ("from=2026-02-10T00:00:00Z&to=2026-03-04T00:00:00Z", 3),
    ])
    func `are those of seven days unless both ends are given`(window: String, count: Int) async throws {
        let webex = try TestCloud(of: "moved-host")
        let answer = try await webex.get(Self.recorded("alice@example.com", window), webex.officer())
        #expect(answer.items.count == count)
    }

    @Test func `go on saying that they were recorded when the recording is gone`() async throws {
        let webex = try TestCloud(of: "missing-links")
        let answer = try await webex.get(Self.recorded("alice@example.com", "\(Self.month)&max=100"), webex.officer())
        let starts = answer.texts("start").map { $0.prefix(10) }
        #expect(starts.contains("2026-03-02") && starts.contains("2026-03-01"))
        let without = Self.recorded("alice@example.com", Self.month).replacing(
            "Recording=true", with: "Recording=false")
        #expect(try await webex.get(without, webex.officer()).texts("start") == ["2026-02-26T09:00:00Z"])
    }

    @Test(arguments: [
        ("hana@example.com", 3), ("petra@example.com", 2), ("alice@example.com", 3), ("jiri@example.com", 1),
    ])
    func `are told one time that it took place from another`(email: String, count: Int) async throws {
        let webex = try TestCloud(of: "invitations")
        let answer = try await webex.get(Self.recorded(email), webex.officer())
        #expect(answer.items.count == count)
    }

    @Test func `take place in personal rooms too, with or without the name of a series`() async throws {
        for isNamed in [true, false] {
            var behaviour = Behaviour()
            behaviour.namesSeriesOfPersonalRooms = isNamed
            let webex = try TestCloud(of: "personal-rooms", behaviour: behaviour)
            let answer = try await webex.get(Self.recorded("hana@example.com"), webex.officer())
            let rooms = answer.items.filter { $0["title"] == "Hana Holt's Personal Room" }
            #expect(rooms.count == 2)
            #expect(rooms.allSatisfy { $0["scheduledType"] == "meeting" && ($0["meetingSeriesId"] != nil) == isNamed })
        }
    }

    @Test func `that are planned show for the next seven days`() async throws {
        let webex = try TestCloud()
        let hana = try webex.token("hana@example.com")
        #expect(try await webex.get("/v1/meetings", hana).texts("title") == ["Weekly review"])
        #expect(try await webex.get("/v1/meetings?from=2026-03-05T00:00:00Z&max=5", hana).items.count == 1)
        let later = "/v1/meetings?meetingType=scheduledMeeting&from=2026-03-10T00:00:00Z"
        #expect(try await webex.get(later, hana).items.isEmpty)
    }

    @Test(arguments: ["scheduledType=personalRoomMeeting", "scheduledType=party", "hasSlido=maybe&meetingType=meeting"])
    func `are not asked for in any other way`(query: String) async throws {
        let webex = try TestCloud()
        #expect(try await webex.get("/v1/meetings?\(query)", webex.officer()).status == 400)
    }
}

@Suite struct `A meeting's link` {
    @Test func `finds the meeting as it is spelled, and nothing otherwise`() async throws {
        let webex = try TestCloud()
        let link = try webex.cloud.company.series("Weekly review").webLink
        for (spelled, count) in [(link, 1), ("\(link)/", 0), (link.uppercased(), 0), ("https://example.com/x", 0)] {
            let query = "/v1/meetings?webLink=\(FormEncoding.encode(spelled))&hostEmail=alice@example.com"
            let answer = try await webex.get(query, webex.officer())
            #expect(answer.status == 200 && answer.items.count == count, "\(spelled)")
        }
    }

    @Test func `of a personal room finds its schedule`() async throws {
        let webex = try TestCloud(of: "personal-rooms")
        let query = "/v1/meetings?hostEmail=hana@example.com&webLink="
        let planned = try await webex.get(query + "https://example.webex.com/meet/hana", webex.officer())
        #expect(planned.texts("scheduledType") == ["personalRoomMeeting"])
        #expect(planned.texts("meetingNumber") == ["26001234567"])
    }

    @Test func `of a personal room that somebody just opened finds nothing`() async throws {
        let webex = try TestCloud(of: "personal-rooms")
        let query = "/v1/meetings?hostEmail=petra@example.com&"
        let link = try await webex.get(query + "webLink=https://example.webex.com/meet/petra", webex.officer())
        #expect(link.status == 200 && link.items.isEmpty)
        #expect(try await webex.get(query + "meetingNumber=26007654321", webex.officer()).items.isEmpty)
    }

    @Test(arguments: ["meetingNumber=25512345678", "roomId=x"])
    func `stands alone`(other: String) async throws {
        let webex = try TestCloud()
        let query = "/v1/meetings?webLink=https://example.webex.com/x&\(other)"
        #expect(try await webex.get(query, webex.officer()).status == 400)
    }
}
