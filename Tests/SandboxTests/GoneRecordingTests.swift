import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `A recording that is gone or incomplete` {
    private let webex: TestCloud
    private let officer: String

    init() throws {
        webex = try TestCloud(of: "missing-links")
        officer = try webex.officer()
    }

    private func recording(_ topic: String) throws -> StoredRecording {
        let all = webex.cloud.company.meetings.flatMap { $0.instances.flatMap(\.recordings) }
        return try #require(all.first { $0.topic == topic })
    }

    private func topics(_ query: String) async throws -> [String] {
        let id = try webex.cloud.company.series("Weekly review").id
        return try await webex.get("/v1/admin/recordings?meetingId=\(id)&\(query)", officer).texts("topic").sorted()
    }

    @Test(arguments: [
        ("", ["No audio", "No transcript", "Old format", "Uploaded"]), ("status=deleted", ["Deleted"]),
        ("status=purged", ["Purged"]),
    ])
    func `is listed under its status only`(query: String, topics: [String]) async throws {
        #expect(try await self.topics(query) == topics)
    }

    @Test func `is read by an officer, with links until it is purged`() async throws {
        let hana = try webex.token("hana@example.com", Scope.recordings)
        for (topic, hasLinks) in [("Deleted", true), ("Purged", false)] {
            let id = try recording(topic).id
            let detail = try await webex.get("/v1/recordings/\(id)", officer)
            #expect(detail["status"] == topic.lowercased())
            #expect((detail.json["temporaryDirectDownloadLinks"] != nil) == hasLinks)
            #expect(try await webex.get("/v1/recordings/\(id)", hana).status == 404)
        }
    }

    @Test func `can be asked for as purged by officers and for one meeting only`() async throws {
        let query = "/v1/recordings?status=purged&hostEmail=hana@example.com"
        #expect(try await webex.get(query, officer).status == 400)
        let instance = try webex.cloud.company.series("Weekly review").instances[1]
        #expect(try await webex.get("\(query)&meetingId=\(instance.id)", officer).texts("topic") == ["Purged"])
        let hana = try webex.token("hana@example.com", Scope.recordings)
        #expect(try await webex.get("/v1/recordings?status=purged&meetingId=\(instance.id)", hana).status == 400)
    }

    @Test(arguments: ["Training", "Event", "Old format"])
    func `has no links when another product made it`(topic: String) async throws {
        let detail = try await webex.get("/v1/recordings/\(try recording(topic).id)", officer)
        #expect(detail.status == 200 && detail.json["temporaryDirectDownloadLinks"] == nil)
        #expect(detail["serviceType"] != "MeetingCenter")
    }

    @Test func `says what product it is of`() async throws {
        let id = try webex.cloud.company.series("Supplier training").id
        let answer = try await webex.get("/v1/admin/recordings?meetingId=\(id)&serviceType=EventCenter", officer)
        #expect(answer.texts("topic") == ["Event"])
    }

    @Test func `is not there before its file is made`() async throws {
        let id = try webex.cloud.company.series("Just over").id
        #expect(try await webex.get("/v1/admin/recordings?meetingId=\(id)", officer).items.isEmpty)
        let query = "/v1/meetings?meetingSeriesId=\(id)&meetingType=meeting&state=ended&hostEmail=hana@example.com"
        #expect(try await webex.get(query, officer).items.first?["hasRecording"] == true)
    }
}
