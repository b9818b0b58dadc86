import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Meetings` {
    let webex: TestCloud
    let officer: String
    let review: MeetingSeries

    init() throws {
        webex = try TestCloud()
        officer = try webex.officer()
        review = try webex.cloud.company.series("Weekly review")
    }

    private func list(_ query: String) async throws -> Answer { try await webex.get("/v1/meetings?\(query)", officer) }

    private func instances(_ query: String) async throws -> Answer {
        try await list(
            "meetingSeriesId=\(review.id)&meetingType=meeting&state=ended&hostEmail=hana@example.com&\(query)")
    }

    @Test func `a number finds the occurrence that comes next`() async throws {
        let answer = try await list("meetingNumber=25512345678&hostEmail=hana@example.com&max=500&from=nonsense")
        let meeting = try #require(answer.items.first)
        #expect(answer.items.count == 1)
        #expect(meeting["meetingType"] == "scheduledMeeting")
        #expect(meeting["id"]?.string == "\(review.id)_20260309T090000Z")
        #expect(meeting["meetingSeriesId"]?.string == review.id)
        #expect(meeting["meetingNumber"] == "25512345678")
    }

    @Test(arguments: ["meetingNumber=25512345678&current=false", "meetingNumber=25587650001"])
    func `asked for the whole, or without a next time, it is the series`(query: String) async throws {
        let meeting = try #require(try await list("\(query)&hostEmail=alice@example.com").items.first)
        #expect(meeting["meetingType"] == "meetingSeries")
        #expect(meeting["meetingSeriesId"] == nil)
    }

    @Test func `the schedule spells the host in upper case`() async throws {
        let answer = try await list("meetingNumber=25512345678&hostEmail=hana@example.com")
        let id = try #require(answer.texts("hostUserId").first)
        let data = Data(base64Encoded: id + String(repeating: "=", count: (4 - id.count % 4) % 4))
        let decoded = String(decoding: data ?? Data(), as: UTF8.self)
        #expect(decoded == "ciscospark://us/PEOPLE/\(review.host.id.uppercased())")
    }

    @Test(arguments: [("alice@example.com", 1), ("hana@example.com", 1), ("petra@example.com", 0)])
    func `hosts and the invited see a meeting`(email: String, count: Int) async throws {
        #expect(try await list("meetingNumber=25512345678&hostEmail=\(email)").items.count == count)
    }

    @Test func `a link finds the meeting`() async throws {
        let link = FormEncoding.encode(review.webLink)
        #expect(try await list("webLink=\(link)&hostEmail=hana@example.com").texts("title") == ["Weekly review"])
    }

    @Test func `a space meeting has no schedule, but its instances name the room`() async throws {
        #expect(try await list("meetingNumber=25530001122&hostEmail=alice@example.com").items.isEmpty)
        let press = try webex.cloud.company.series("Cider press")
        let instance = try await webex.get("/v1/meetings/\(press.instances[0].id)", officer)
        let space = try #require(webex.cloud.company.spaces.first)
        #expect(instance["roomId"] == webex.cloud.ids.encode(.room, space.id))
    }

    @Test func `instances without a window are those of seven days`() async throws {
        #expect(try await instances("").texts("start") == ["2026-03-02T09:00:00Z"])
        #expect(try await instances("to=2026-02-25T00:00:00Z").texts("start") == ["2026-02-23T09:00:00Z"])
        #expect(try await instances("from=2026-02-20T00:00:00.000Z").texts("start") == ["2026-02-23T09:00:00Z"])
    }

    @Test func `a window begins with from and ends before to`() async throws {
        let answer = try await instances("from=2026-02-16T09:00:00Z&to=2026-03-02T09:00:00Z")
        #expect(answer.texts("start") == ["2026-02-23T09:00:00Z", "2026-02-16T09:00:00Z"])
    }

    @Test func `an ended instance has neither number nor password`() async throws {
        let item = try #require(try await instances("").items.first)
        #expect(item["meetingNumber"] == nil && item["password"] == nil)
        #expect(item["end"] == "2026-03-02T09:55:00Z")
        #expect(item["hasRecording"] == true)
        #expect(item["scheduledType"] == "meeting")
    }

    @Test func `instances can be asked for by whether they were recorded`() async throws {
        let window = "from=2026-02-01T00:00:00Z&to=2026-03-04T00:00:00Z"
        #expect(try await instances("\(window)&hasRecording=true").items.count == 3)
        #expect(try await instances("\(window)&hasRecording=false").texts("start") == ["2026-02-16T09:00:00Z"])
        #expect(try await list("meetingType=meeting&hasRecording=true").status == 400)
    }

    @Test(arguments: [
        "max=0", "max=101", "max=ten", "meetingType=webinar", "state=over", "meetingType=meeting&from=yesterday",
        "meetingNumber=1&webLink=2", "meetingType=meeting&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
    ])
    func `a query that makes no sense is a bad request`(query: String) async throws {
        #expect(try await list(query).status == 400)
    }

    @Test func `the schedule of a personal room is known, its series is not listed`() async throws {
        let answer = try await list("meetingNumber=26001234567&hostEmail=hana@example.com")
        #expect(answer.texts("scheduledType") == ["personalRoomMeeting"])
        let series = try #require(answer.texts("id").first)
        let query = "meetingSeriesId=\(series)&meetingType=meeting&state=ended&hostEmail=hana@example.com"
        #expect(try await list(query).status == 400)
    }

    @Test func `pages of ten follow each other`() async throws {
        let answer = try await instances("from=2026-02-01T00:00:00Z&to=2026-03-04T00:00:00Z&max=3")
        #expect(answer.items.count == 3)
        let rest = try await webex.get(try #require(answer.next), officer)
        #expect(rest.texts("start") == ["2026-02-09T09:00:00Z"])
    }

    @Test func `an instance shows a quarter of an hour after its end`() async throws {
        let instance = review.instances[0]
        let moment = webex.moment
        moment.move(by: instance.end.timeIntervalSince(moment.now) + 899)
        #expect(try await webex.get("/v1/meetings/\(instance.id)", officer).status == 404)
        moment.move(by: 1)
        #expect(try await webex.get("/v1/meetings/\(instance.id)", officer).status == 200)
    }

    @Test func `a running instance has no end yet`() async throws {
        let instance = review.instances[0]
        webex.moment.move(by: instance.start.timeIntervalSince(webex.moment.now) + 900)
        let running = try await webex.get("/v1/meetings/\(instance.id)", officer)
        #expect(running["state"] == "inProgress")
        #expect(running["end"] == nil)
        #expect(running["meetingNumber"] == "25512345678")
    }

    @Test(arguments: [("alice@example.com", 200), ("petra@example.com", 404)])
    func `a detail call acts for the person it names`(email: String, status: Int) async throws {
        let id = review.instances[0].id
        #expect(try await webex.get("/v1/meetings/\(id)?hostEmail=\(email)", officer).status == status)
    }

    @Test func `an officer reads any instance, an employee their own`() async throws {
        let id = review.instances[0].id
        #expect(try await webex.get("/v1/meetings/\(id)", officer)["hostEmail"] == "hana@example.com")
        #expect(try await webex.get("/v1/meetings/\(id)", webex.token("petra@example.com")).status == 404)
    }

    @Test func `a personal room is told with its number, or is 404`() async throws {
        let path = "/v1/meetingPreferences/personalMeetingRoom?userEmail="
        let room = try await webex.get("\(path)hana@example.com&siteUrl=example.webex.com", officer)
        #expect(room.json["telephony"]?["accessCode"] == "26001234567")
        #expect(room["personalMeetingRoomLink"] == "https://example.webex.com/meet/hana")
        #expect(try await webex.get("\(path)alice@example.com", officer).status == 404)
        #expect(try await webex.get("\(path)hana@example.com&siteUrl=other.webex.com", officer).status == 403)
    }
}
