import HTTPTypes
import JSONTree
@testable import Sandbox
import Testing

@Suite struct GrantTests {
    private static func granted(_ webex: TestCloud) throws -> String {
        let clara = try #require(webex.cloud.company.account(email: "clara@example.com"))
        return webex.cloud.withState {
            $0.tokens.issue(to: clara, scopes: Scope.recordingBot, now: webex.moment.now).accessToken
        }
    }

    @Test func `what a person has granted is listed, and is gone once it was taken back`() async throws {
        let webex = try TestCloud()
        let token = try Self.granted(webex)
        let me = try #require(try await webex.get("/v1/people/me", token)["id"])
        let items = try await webex.get("/v1/authorizations?personId=\(me)", token).items
        #expect(items.map { $0["clientId"]?.string } == [webex.cloud.company.integration.clientID])
        #expect(items.map { $0["personId"]?.string } == [me])
        let id = try #require(items.first?["id"]?.string)
        #expect(try await webex.send(.delete, "/v1/authorizations/\(id)", token).status == 204)
        #expect(try await webex.get("/v1/people/me", token).status == 401)
        let own = try webex.token("clara@example.com")
        #expect(try await webex.get("/v1/authorizations?personEmail=clara@example.com", own).items.isEmpty)
        #expect(try await webex.send(.delete, "/v1/authorizations/\(id)", own).status == 404)
    }

    @Test func `nobody sees or takes back what others have granted`() async throws {
        let webex = try TestCloud()
        let token = try Self.granted(webex)
        let me = try #require(try await webex.get("/v1/people/me", token)["id"])
        let id = try #require(
            try await webex.get("/v1/authorizations?personId=\(me)", token).items.first?["id"]?.string)
        let alice = try webex.token("alice@example.com")
        #expect(try await webex.get("/v1/authorizations?personId=\(me)", alice).status == 403)
        #expect(try await webex.send(.delete, "/v1/authorizations/\(id)", alice).status == 403)
        #expect(try await webex.get("/v1/authorizations", alice).status == 400)
    }
}
