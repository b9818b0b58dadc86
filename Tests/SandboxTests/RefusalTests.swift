import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `A Webex that refuses` {
    private static let window = "from=2026-02-02T00:00:00Z&to=2026-03-04T00:00:00Z"

    @Test func `the listing of everybody's recordings lists those of one host`() async throws {
        let webex = try TestCloud(of: "no-admin-listing")
        let instance = try webex.cloud.company.series("Weekly review").instances[0]
        #expect(try await webex.get("/v1/admin/recordings?meetingId=\(instance.id)", webex.officer()).status == 403)
        let query = "/v1/recordings?hostEmail=hana@example.com&meetingId=\(instance.id)&\(Self.window)"
        #expect(try await webex.get(query, webex.officer()).items.count == 1)
    }

    @Test(arguments: ["/v1/admin/recordings?", "/v1/recordings?hostEmail=hana@example.com&"])
    func `the id of a series takes that of an instance`(listing: String) async throws {
        let webex = try TestCloud(of: "no-series-listing")
        let series = try webex.cloud.company.series("Weekly review")
        #expect(try await webex.get("\(listing)meetingId=\(series.id)", webex.officer()).status == 400)
        let instance = try await webex.get("\(listing)meetingId=\(series.instances[0].id)", webex.officer())
        #expect(instance.texts("meetingSeriesId") == [series.id])
    }

    @Test func `to list the instances of one series lists those of another`() async throws {
        let webex = try TestCloud(of: "no-series-listing")
        for (title, status) in [("Orchard walk", 400), ("Weekly review", 200)] {
            let id = try webex.cloud.company.series(title).id
            let query = "/v1/meetings?meetingSeriesId=\(id)&meetingType=meeting&hostEmail=hana@example.com"
            #expect(try await webex.get(query, webex.officer()).status == status, "\(title)")
        }
    }

    @Test func `personal rooms shows people their own`() async throws {
        let webex = try TestCloud(of: "no-personal-rooms")
        let path = "/v1/meetingPreferences/personalMeetingRoom"
        #expect(try await webex.get("\(path)?userEmail=hana@example.com", webex.officer()).status == 500)
        #expect(try await webex.get(path, webex.token("hana@example.com")).status == 200)
    }

    @Test func `people of other organizations, each in its own way`() async throws {
        for (name, status) in [("outsiders", 400), ("aliases", 403)] {
            let webex = try TestCloud(of: name)
            for call in ["meetings?", "meetings/x?", "recordings?", "meetingPreferences/personalMeetingRoom?user"] {
                let parameter = call.hasSuffix("user") ? "Email" : "hostEmail"
                let answer = try await webex.get("/v1/\(call)\(parameter)=oscar@elsewhere.example", webex.officer())
                #expect(answer.status == status, "\(name): \(call)")
            }
        }
    }

    @Test func `whoever may not act for others, in the same way`() async throws {
        for (name, status) in [("outsiders", 400), ("aliases", 403)] {
            let webex = try TestCloud(of: name)
            let email = try #require(webex.cloud.company.people.first?.email)
            let token = try webex.token(email)
            for call in ["meetings", "recordings"] {
                let answer = try await webex.get("/v1/\(call)?hostEmail=clara@example.com", token)
                #expect(answer.status == status, "\(name): \(call)")
            }
        }
    }

    @Test func `what others recorded, though their meeting shows to the invited`() async throws {
        let webex = try TestCloud(of: "outsiders")
        let call = try webex.cloud.company.series("Partner call")
        let shown = try await webex.get(
            "/v1/meetings?meetingNumber=25512345678&hostEmail=alice@example.com", webex.officer())
        #expect(shown.texts("hostEmail") == ["oscar@elsewhere.example"])
        #expect(try await webex.get("/v1/admin/recordings?meetingId=\(call.id)", webex.officer()).items.isEmpty)
        let recording = try #require(call.instances.first?.recordings.first)
        #expect(try await webex.get("/v1/recordings/\(recording.id)", webex.officer()).status == 404)
    }

    @Test func `one person's calls only when a fault names them`() async throws {
        let webex = try TestCloud()
        webex.cloud.faults.next(
            .get, "/v1/meetings", query: ["hostEmail": "hana@example.com"], times: .max,
            .answer(.failure(.badGateway, "no")))
        let path = "/v1/meetings?meetingNumber=25512345678&hostEmail="
        for _ in 0..<2 { #expect(try await webex.get("\(path)hana@example.com", webex.officer()).status == 502) }
        #expect(try await webex.get("\(path)alice@example.com", webex.officer()).status == 200)
    }

    @Test func `a window only when it looks at it`() async throws {
        var behaviour = Behaviour()
        behaviour.windowCountsForOneMeeting = false
        for (behaviour, count) in [(Behaviour(), 0), (behaviour, 1)] {
            let webex = try TestCloud(of: "moved-host", behaviour: behaviour)
            let id = try webex.cloud.company.series("Weekly review").instances[3].id
            let query = "/v1/recordings?meetingId=\(id)&hostEmail=petra@example.com"
            #expect(try await webex.get(query, webex.officer()).items.count == count)
        }
    }
}
