import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `An organization with two sites` {
    private static let room = "/v1/meetingPreferences/personalMeetingRoom?userEmail="
    private let webex: TestCloud
    private let officer: String

    init() throws {
        webex = try TestCloud(of: "second-site")
        officer = try webex.officer()
    }

    @Test(arguments: [
        ("", "26001234567"), ("&siteUrl=example.webex.com", "26001234567"),
        ("&siteUrl=Example-EU.webex.com", "26001234568"),
    ])
    func `has a personal room of the same person on each`(site: String, number: String) async throws {
        let room = try await webex.get("\(Self.room)hana@example.com\(site)", officer)
        #expect(room.json["telephony"]?["accessCode"] == .string(number))
    }

    @Test(arguments: [
        ("petra@example.com", 403), ("petra@example.com&siteUrl=example.webex.com", 403),
        ("petra@example.com&siteUrl=example-eu.webex.com", 200), ("hana@example.com&siteUrl=other.webex.com", 403),
        ("alice@example.com&siteUrl=example-eu.webex.com", 404),
    ])
    func `refuses a site that the person is not on`(query: String, status: Int) async throws {
        #expect(try await webex.get(Self.room + query, officer).status == status)
    }

    @Test func `tells the sites of a person, the preferred one first`() async throws {
        let sites = try await webex.get("/v1/meetingPreferences/sites?userEmail=hana@example.com", officer)
        #expect(
            sites.json["sites"] == [
                ["siteUrl": "example.webex.com", "default": true],
                ["siteUrl": "example-eu.webex.com", "default": false],
            ])
    }

    @Test func `says of each meeting which site it is on`() async throws {
        let query = "/v1/meetings?meetingNumber=25587650001&hostEmail=petra@example.com"
        let meeting = try await webex.get(query, officer)
        #expect(meeting.texts("siteUrl") == ["example-eu.webex.com"])
        #expect(meeting.texts("webLink").first?.hasPrefix("https://example-eu.webex.com/example-eu/") == true)
    }

    @Test func `lists meetings of all sites, or of one`() async throws {
        let query = "/v1/meetings?meetingType=meeting&hostEmail=alice@example.com"
        #expect(try await webex.get(query, officer).items.count == 3)
        #expect(try await webex.get("\(query)&siteUrl=example-eu.webex.com", officer).items.count == 2)
        #expect(try await webex.get("\(query)&siteUrl=other.webex.com", officer).status == 403)
    }

    @Test func `lists recordings of the officer's site unless one meeting is asked for`() async throws {
        #expect(try await webex.get("/v1/admin/recordings", officer).texts("siteUrl") == ["example.webex.com"])
        let series = try webex.cloud.company.series("European round")
        let answer = try await webex.get("/v1/admin/recordings?meetingId=\(series.id)", officer)
        #expect(answer.texts("siteUrl") == ["example-eu.webex.com"])
    }
}
