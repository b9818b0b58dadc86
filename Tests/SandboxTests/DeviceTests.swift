import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Devices` {
    private static let description: JSONValue = [
        "name": "steward-1", "deviceName": "steward-1", "deviceType": "DESKTOP",
    ]

    private func register(_ webex: TestCloud) async throws -> Answer {
        try await webex.post("/wdm/api/v1/devices", webex.bot, Self.description)
    }

    @Test func `the catalogue names the services and the cluster`() async throws {
        let webex = try TestCloud(cluster: "urn:TEAM:eu-central-1_k")
        let answer = try await webex.get("/u2c/api/v1/catalog?format=hostmap", webex.bot)
        #expect(answer.json["serviceLinks"]?["wdm"] == "http://127.0.0.1:1/wdm/api/v1")
        let host = answer.json["hostCatalog"]?["127.0.0.1:1"]?.array?.first
        #expect(host?["id"] == "urn:TEAM:eu-central-1_k:conversation")
        #expect(try await webex.get("/u2c/api/v1/catalog?format=hostmap", nil).status == 401)
    }

    @Test func `an account without devices gets an error, not a list`() async throws {
        let webex = try TestCloud()
        let answer = try await webex.get("/wdm/api/v1/devices", webex.bot)
        #expect(answer.status == 404)
        #expect(answer["message"] != nil)
    }

    @Test func `a device is described as its client said, with a socket of its own`() async throws {
        let webex = try TestCloud()
        let device = try await register(webex)
        #expect(device.status == 200)
        #expect(device["name"] == "steward-1")
        #expect(device["webSocketUrl"]?.hasPrefix("ws://127.0.0.1:1/v1/apps/wx2/registrations/") == true)
        let list = try await webex.get("/wdm/api/v1/devices", webex.bot)
        #expect(list.json["devices"] == [device.json])
        #expect(try await webex.get("/wdm/api/v1/devices", webex.token("alice@example.com")).status == 404)
    }

    @Test func `a device is refreshed until it is gone`() async throws {
        let webex = try TestCloud()
        let url = try #require(try await register(webex)["url"])
        let body = Self.description.utf8
        let refreshed = try await webex.send(.put, url, webex.bot, type: "application/json", body: body)
        #expect(refreshed.status == 200)
        #expect(refreshed["url"] == url)
        #expect(try await webex.send(.delete, url, webex.bot).status == 204)
        #expect(try await webex.send(.put, url, webex.bot, type: "application/json", body: body).status == 404)
        #expect(try await webex.send(.delete, url, webex.bot).status == 404)
    }

    @Test func `the hundred and first device is too many`() async throws {
        let webex = try TestCloud()
        for _ in 1...100 { #expect(try await register(webex).status == 200) }
        let answer = try await register(webex)
        #expect(answer.status == 403)
        #expect(answer["message"] == "User has excessive device registrations")
    }

    @Test func `the conversation service tells public ids`() async throws {
        let webex = try TestCloud()
        let (id, room) = try webex.message(from: "alice@example.com", "rec")
        let uuid = try #require(webex.cloud.ids.key(of: id, .message))
        let answer = try await webex.get("/conversation/api/v1/messages/\(uuid)", webex.bot)
        #expect(answer["id"] == id && answer["roomId"] == room)
        #expect(try await webex.get("/conversation/api/v1/messages/none", webex.bot).status == 404)
    }
}

@Suite struct `Ordered faults` {
    @Test func `happen as often as ordered, in order`() async throws {
        let webex = try TestCloud()
        webex.cloud.faults.next(.get, "/v1/people", times: 2, .answer(.rateLimited(retryAfter: "7")))
        webex.cloud.faults.next(.get, "/v1/people", .answer(.failure(.badGateway, "down")))
        var answers: [Answer] = []
        for _ in 1...4 { answers.append(try await webex.get("/v1/people/me", webex.bot)) }
        #expect(answers.map(\.status) == [429, 429, 502, 200])
        #expect(answers[0].fields[.retryAfter] == "7")
    }

    @Test func `leave other requests alone`() async throws {
        let webex = try TestCloud()
        webex.cloud.faults.next(.post, "/v1/people", .answer(.failure(.badGateway, "down")))
        #expect(try await webex.get("/v1/people/me", webex.bot).status == 200)
    }

    @Test func `requests are recorded with their query and whose token they carried`() async throws {
        let webex = try TestCloud()
        _ = try await webex.get("/v1/meetings?max=100&from=x", webex.officer())
        let expected = RecordedRequest(
            method: .get, path: "/v1/meetings", query: ["max": "100", "from": "x"], caller: "clara@example.com")
        #expect(webex.cloud.requests.all == [expected])
    }
}
