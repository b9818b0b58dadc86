import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Who is asking` {
    let webex: TestCloud
    init() throws { webex = try TestCloud() }

    @Test func `a bot reads itself`() async throws {
        let answer = try await webex.get("/v1/people/me", webex.bot)
        #expect(answer.status == 200)
        #expect(answer["type"] == "bot")
        #expect(answer.json["emails"] == ["steward@webex.bot"])
        #expect(answer["avatar"]?.hasPrefix("https://example.webex.com/") == true)
    }

    @Test(arguments: [nil, "unknown"])
    func `a missing or unknown token is refused with the usual body`(token: String?) async throws {
        let answer = try await webex.get("/v1/people/me", token)
        #expect(answer.status == 401)
        #expect(answer.json["errors"]?.array?.first?["description"]?.string == answer["message"])
        #expect(answer["trackingId"] == answer.fields[.trackingID])
    }

    @Test func `every answer has a tracking id`() async throws {
        let answer = try await webex.get("/v1/people/me", webex.bot)
        #expect(answer.fields[.trackingID]?.hasPrefix("ROUTERGW_") == true)
    }

    @Test func `an unknown path is 404 and a wrong method is 405`() async throws {
        #expect(try await webex.get("/v1/nothing", webex.bot).status == 404)
        #expect(try await webex.send(.delete, "/v1/people/me", webex.bot).status == 405)
    }

    @Test(arguments: [
        "/v1/meetings", "/v1/recordings", "/v1/admin/recordings", "/v1/meetingPreferences/personalMeetingRoom",
    ])
    func `a bot reads nothing of meetings`(path: String) async throws {
        #expect(try await webex.get(path, webex.bot).status == 403)
    }

    @Test(arguments: [
        "/v1/meetings?meetingNumber=25512345678&hostEmail=hana@example.com", "/v1/admin/recordings",
        "/v1/recordings?hostEmail=hana@example.com",
        "/v1/meetingPreferences/personalMeetingRoom?userEmail=hana@example.com",
    ])
    func `scopes without a role open nothing of others`(target: String) async throws {
        #expect(try await webex.get(target, webex.token("alice@example.com")).status == 403)
        #expect(try await webex.get(target, webex.officer()).status == 200)
    }

    @Test func `a role without the scope opens nothing of others`() async throws {
        let token = try webex.token("clara@example.com", Scope.schedule, Scope.recordings)
        #expect(try await webex.get("/v1/meetings?hostEmail=hana@example.com", token).status == 403)
        #expect(try await webex.get("/v1/admin/recordings", token).status == 403)
    }

    @Test func `nobody acts for somebody of another organization`() async throws {
        let answer = try await webex.get("/v1/meetings?hostEmail=oscar@elsewhere.example", webex.officer())
        #expect(answer.status == 403)
    }

    @Test func `an address is looked up inside the own organization only`() async throws {
        let colleague = try await webex.get("/v1/people?email=JIRI@example.com", webex.bot)
        #expect(colleague.texts("displayName") == ["Jiří Novák"])
        #expect(try await webex.get("/v1/people?email=oscar@elsewhere.example", webex.bot).items.isEmpty)
        #expect(try await webex.get("/v1/people", webex.bot).status == 400)
    }

    @Test func `a person is found by public id, not by UUID`() async throws {
        let id = try #require(await webex.get("/v1/people?email=hana@example.com", webex.bot).texts("id").first)
        let person = try await webex.get("/v1/people/\(id)", webex.bot)
        #expect(person["displayName"] == "Hana Holt")
        #expect(person["timezone"] == "Europe/Berlin")
        let uuid = try #require(webex.cloud.company.account(email: "hana@example.com")?.id)
        #expect(try await webex.get("/v1/people/\(uuid)", webex.bot).status == 404)
    }
}
