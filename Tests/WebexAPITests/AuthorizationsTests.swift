import HTTPTypes
import Recordings
import Testing
import WebConnections
import WebexAPI

@Suite struct AuthorizationsTests {
    private let ada = PersonID(publicID: "ada", key: "ada")

    @Test func `only what went to this integration is taken back`() async throws {
        let list = #"{"items": [{"id": "A1", "clientId": "C1"}, {"id": "A2", "clientId": "other"}, {"id": "A3"}]}"#
        let webex = ScriptedWebex(.json(list), ServerResponse(.noContent))
        let count = try await webex.run { try await $0.revokeAuthorizations(of: ada, to: "C1") }
        #expect(count == 1)
        #expect(
            webex.requests.map { "\($0.method.rawValue) \($0.path)" } == [
                "GET /v1/authorizations", "DELETE /v1/authorizations/A1",
            ])
        #expect(webex.requests.first?.query.map { "\($0.name)=\($0.value)" } == ["personId=ada"])
        #expect(webex.requests.last?.query.isEmpty == true)
    }

    @Test func `what is gone already counts as taken back`() async throws {
        let webex = ScriptedWebex(.json(#"{"items": [{"id": "A1", "clientId": "C1"}]}"#), .refusal(404))
        #expect(try await webex.run { try await $0.revokeAuthorizations(of: ada, to: "C1") } == 1)
    }

    @Test func `a credential that may not look is told so, and nothing is taken back`() async throws {
        let webex = ScriptedWebex(.refusal(403))
        let error = await #expect(throws: WebexError.self) {
            try await webex.run { try await $0.revokeAuthorizations(of: ada, to: "C1") }
        }
        #expect(error?.code == .forbidden)
        #expect(webex.requests.count == 1)
    }

    @Test(arguments: [(200, true), (404, true), (401, false), (403, false)])
    func `a credential reads personal rooms when Webex answers, also that there is none`(
        status: Int, isReader: Bool
    ) async throws {
        let webex = ScriptedWebex(status == 200 ? .json("{}") : .refusal(status))
        let ada = try #require(EmailAddress("ada@example.com"))
        #expect(try await webex.run { try await $0.readsPersonalRooms(of: ada) } == isReader)
    }

    @Test(arguments: [(200, true), (401, false), (403, false)])
    func `a credential reads recordings when Webex lists them`(status: Int, isReader: Bool) async throws {
        let webex = ScriptedWebex(status == 200 ? .json(#"{"items": []}"#) : .refusal(status))
        #expect(try await webex.run { try await $0.readsRecordings() } == isReader)
    }

    @Test(arguments: [400, 503]) func `of another refusal nothing is concluded`(status: Int) async throws {
        let webex = ScriptedWebex(.refusal(status))
        let ada = try #require(EmailAddress("ada@example.com"))
        var patience = WebexClient.Patience()
        patience.repeats = 0
        await #expect(throws: WebexError.self) {
            try await webex.run(patience: patience) { _ = try await $0.readsRecordings() }
        }
        await #expect(throws: WebexError.self) {
            try await webex.run(patience: patience) { _ = try await $0.readsPersonalRooms(of: ada) }
        }
    }
}
