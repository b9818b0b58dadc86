import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Recordings` {
    let webex: TestCloud
    let officer: String
    let review: MeetingSeries

    init() throws {
        webex = try TestCloud()
        officer = try webex.officer()
        review = try webex.cloud.company.series("Weekly review")
    }

    private func recording(_ title: String, _ topic: String? = nil) throws -> StoredRecording {
        let all = try webex.cloud.company.series(title).instances.flatMap(\.recordings)
        return try #require(all.first { topic == nil || $0.topic == topic })
    }

    private func links(of id: String, _ token: String? = nil) async throws -> JSONValue? {
        try await webex.get("/v1/recordings/\(id)", token ?? officer).json["temporaryDirectDownloadLinks"]
    }

    @Test func `a series lists its recordings whatever the window`() async throws {
        let answer = try await webex.get(
            "/v1/admin/recordings?meetingId=\(review.id)&from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", officer)
        #expect(answer.items.count == 4)
        #expect(answer.texts("timeRecorded").first == "2026-03-02T09:52:00Z")
        #expect(answer.texts("hostEmail").first == "hana@example.com")
        #expect(answer.items.first?["password"] == nil)
    }

    @Test func `without a meeting the window is seven days, and thirty at most`() async throws {
        let recent = try await webex.get("/v1/admin/recordings?max=100", officer)
        #expect(recent.items.count == 7)
        let month = "from=2026-02-02T00:00:00Z&to=2026-03-04T00:00:00Z"
        #expect(try await webex.get("/v1/admin/recordings?\(month)", officer).items.count == 9)
        let longer = "from=2026-02-01T23:59:59Z&to=2026-03-04T00:00:00Z"
        #expect(try await webex.get("/v1/admin/recordings?\(longer)", officer).status == 400)
    }

    @Test func `a person's recordings stay inside the window even for one meeting`() async throws {
        let query = "/v1/recordings?hostEmail=hana@example.com&meetingId=\(review.id)"
        let recent = try await webex.get(query, officer)
        #expect(recent.items.count == 2)
        #expect(recent.items.first?["shareToMe"] == false)
        let all = try await webex.get("\(query)&from=2026-01-01T00:00:00Z&to=2026-03-04T00:00:00Z", officer)
        #expect(all.items.count == 4)
    }

    @Test func `a recording shows once its file is finished`() async throws {
        let recording = try recording("Weekly review")
        webex.moment.move(by: recording.createdAt.timeIntervalSince(webex.moment.now) - 1)
        #expect(try await webex.get("/v1/recordings/\(recording.id)", officer).status == 404)
        webex.moment.move(by: 1)
        #expect(try await webex.get("/v1/recordings/\(recording.id)", officer).status == 200)
    }

    @Test func `an officer must not say whose the recording is`() async throws {
        let id = try recording("Weekly review").id
        #expect(try await webex.get("/v1/recordings/\(id)?hostEmail=hana@example.com", officer).status == 403)
    }

    @Test func `an administrator must say whose it is`() async throws {
        var company = webex.cloud.company
        company.people[0].roles = [.admin]
        let admin = Cloud(company: company, behaviour: Behaviour(), now: webex.cloud.now, logger: webex.cloud.logger)
        let other = TestCloud(cloud: admin, moment: webex.moment)
        let token = try other.token("alice@example.com", Scope.adminRecordings)
        let id = try recording("Weekly review").id
        #expect(try await other.get("/v1/recordings/\(id)", token).status == 404)
        #expect(try await other.get("/v1/recordings/\(id)?hostEmail=hana@example.com", token).status == 200)
    }

    @Test func `links exist as far as the recording has them`() async throws {
        let second = try #require(review.instances.first?.recordings.last)
        let links = try #require(try await links(of: second.id))
        #expect(links["recordingDownloadLink"] != nil && links["audioDownloadLink"] != nil)
        #expect(links["transcriptDownloadLink"] == nil)
        #expect(links["expiration"] == "2026-03-04T15:00:00Z")
        #expect(try await self.links(of: try recording("Supplier training").id) == nil)
    }

    @Test func `prevented downloads have no address, and links for officers only`() async throws {
        let id = try recording("All-hands: the harvest & the year ahead", "All-hands: board questions").id
        let detail = try await webex.get("/v1/recordings/\(id)", officer)
        #expect(detail["downloadUrl"] == nil && detail["playbackUrl"] != nil)
        #expect(try await links(of: id) != nil)
        #expect(try await links(of: id, webex.token("petra@example.com", Scope.recordings)) == nil)
    }

    @Test func `somebody else's recording is unknown`() async throws {
        let id = try recording("Weekly review").id
        let token = try webex.token("alice@example.com", Scope.recordings)
        #expect(try await webex.get("/v1/recordings/\(id)", token).status == 404)
        #expect(try await links(of: id, webex.token("hana@example.com", Scope.recordings)) != nil)
    }

    @Test(arguments: [
        ("recordingDownloadLink", "video/mp4", [0x00, 0x00, 0x00]), ("audioDownloadLink", "audio/mpeg", [0xFF]),
        ("transcriptDownloadLink", "text/vtt", Array("WEBVTT".utf8)),
    ])
    func `a link gives its file without a token`(name: String, type: String, start: [UInt8]) async throws {
        let links = try await links(of: try recording("Weekly review").id)
        let link = try #require(links?[name]?.string)
        let answer = try await webex.get(link, nil)
        #expect(answer.status == 200)
        #expect(answer.fields[.contentType] == type)
        #expect(answer.bytes.starts(with: start) && answer.bytes.count > 100)
    }

    @Test func `a file name after the path changes nothing`() async throws {
        let links = try await links(of: try recording("Weekly review").id)
        let parts = try #require(links?["recordingDownloadLink"]?.string).split(separator: "?")
        #expect(try await webex.get("\(parts[0])/Weekly review/1.mp4?\(parts[1])", nil).status == 200)
    }

    @Test func `a link ends after three hours, and its secret counts`() async throws {
        let links = try await links(of: try recording("Weekly review").id)
        let link = try #require(links?["recordingDownloadLink"]?.string)
        #expect(try await webex.get("\(link)x", nil).status == 403)
        #expect(try await webex.get("/files/video/unknown?ticket=x", nil).status == 404)
        webex.moment.move(by: 3 * 3600 - 1)
        #expect(try await webex.get(link, nil).status == 200)
        webex.moment.move(by: 1)
        #expect(try await webex.get(link, nil).status == 403)
    }
}
