import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite struct `Authorization` {
    static let redirect = "http://localhost:5050/webex/redirect"

    private static func query(_ changes: [String: String] = [:]) -> [(name: String, value: String)] {
        var items = [
            "client_id": "sandbox-client", "response_type": "code", "redirect_uri": redirect,
            "scope": "spark:people_read meeting:admin_schedule_read", "state": "a b&c",
        ]
        items.merge(changes) { $1 }
        return items.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// Goes through the page as Clara; the items of the address that she is sent back to.
    private func approve(_ webex: TestCloud, _ changes: [String: String] = [:]) async throws -> [String: String] {
        let answer = try await webex.form("/v1/authorize", Self.query(changes) + [("person", "clara@example.com")])
        let location = try #require(answer.fields[.location])
        #expect(answer.status == 302 && location.hasPrefix(Self.redirect + "?"))
        let items = FormEncoding.parse(location.dropFirst(Self.redirect.count + 1))
        return Dictionary(items.map { ($0.name, $0.value) }) { first, _ in first }
    }

    private func exchange(_ webex: TestCloud, code: String?, _ changes: [String: String] = [:]) async throws -> Answer {
        var form = [
            "grant_type": "authorization_code", "client_id": "sandbox-client",
            "client_secret": "sandbox-client-secret", "code": code ?? "", "redirect_uri": Self.redirect,
        ]
        form.merge(changes) { $1 }
        return try await webex.form("/v1/access_token", form.map { ($0.key, $0.value) })
    }

    private func refresh(_ webex: TestCloud, _ token: String?) async throws -> Answer {
        try await exchange(webex, code: nil, ["grant_type": "refresh_token", "refresh_token": token ?? ""])
    }

    @Test func `the page offers everybody and escapes what the address brings`() async throws {
        let webex = try TestCloud()
        let target = "/v1/authorize?" + FormEncoding.query(Self.query(["state": "\"><script>"]))
        let answer = try await webex.get(target, nil)
        let page = String(decoding: answer.bytes, as: UTF8.self)
        #expect(answer.status == 200)
        #expect(page.contains("Clara Quill") && page.contains("complianceOfficer"))
        #expect(page.contains("value=\"&quot;&gt;&lt;script&gt;\""))
    }

    @Test func `agreeing leads to a token that works`() async throws {
        let webex = try TestCloud()
        let back = try await approve(webex)
        #expect(back["state"] == "a b&c")
        let answer = try await exchange(webex, code: back["code"])
        #expect(answer.status == 200)
        #expect(answer["token_type"] == "Bearer")
        #expect(answer["scope"] == "spark:people_read meeting:admin_schedule_read")
        #expect(answer.json["expires_in"]?.integer == 1_209_599)
        let me = try await webex.get("/v1/people/me", answer["access_token"])
        #expect(me.json["emails"] == ["clara@example.com"])
    }

    @Test func `a code works once`() async throws {
        let webex = try TestCloud()
        let code = try await approve(webex)["code"]
        _ = try await exchange(webex, code: code)
        let second = try await exchange(webex, code: code)
        #expect(second.status == 400)
        #expect(second["error"] == "invalid_grant")
    }

    @Test func `a code ends after five minutes`() async throws {
        let webex = try TestCloud()
        let code = try await approve(webex)["code"]
        webex.moment.move(by: 301)
        #expect(try await exchange(webex, code: code)["error"] == "invalid_grant")
    }

    @Test(arguments: [
        (["redirect_uri": "http://localhost:5050/other"], 400, "invalid_grant"),
        (["client_secret": "guess"], 401, "invalid_client"),
        (["client_id": "other"], 401, "invalid_client"),
        (["grant_type": "password"], 400, "unsupported_grant_type"),
    ])
    func `an exchange that does not fit is refused`(changes: [String: String], status: Int, error: String)
        async throws
    {
        let webex = try TestCloud()
        let answer = try await exchange(webex, code: try await approve(webex)["code"], changes)
        #expect(answer.status == status)
        #expect(answer["error"] == error)
    }

    @Test(arguments: [("right-verifier-right-verifier-right-verifier", 200), ("wrong", 400)])
    func `a challenge must be answered by its verifier`(verifier: String, status: Int) async throws {
        let webex = try TestCloud()
        let challenge = "vkZ_6HiNLpp7xax8CQy8ofTCExsUfhoB6b9Yx2Y26S4"
        let back = try await approve(webex, ["code_challenge": challenge, "code_challenge_method": "S256"])
        let answer = try await exchange(webex, code: back["code"], ["code_verifier": verifier])
        #expect(answer.status == status)
    }

    @Test(arguments: [
        (["scope": "spark:everything"], "invalid_scope"), (["scope": ""], "invalid_scope"),
        (["response_type": "token"], "invalid_request"),
        (["code_challenge": "x", "code_challenge_method": "plain"], "invalid_request"),
    ])
    func `a faulty request is told to the client`(changes: [String: String], error: String) async throws {
        let back = try await approve(try TestCloud(), changes)
        #expect(back["error"] == error)
        #expect(back["state"] == "a b&c")
    }

    @Test(arguments: [["client_id": "other"], ["redirect_uri": "http://example.com/"], ["redirect_uri": "localhost"]])
    func `an unknown client or address is sent nowhere`(changes: [String: String]) async throws {
        let target = "/v1/authorize?" + FormEncoding.query(Self.query(changes))
        let answer = try await TestCloud().get(target, nil)
        #expect(answer.status == 400)
        #expect(answer.fields[.location] == nil)
    }

    @Test func `declining says so`() async throws {
        let webex = try TestCloud()
        let answer = try await webex.form("/v1/authorize", Self.query() + [("person", "")])
        #expect(answer.fields[.location]?.contains("error=access_denied") == true)
    }

    @Test func `an access token ends, and refreshing gives another`() async throws {
        let webex = try TestCloud()
        let first = try await exchange(webex, code: try await approve(webex)["code"])
        webex.moment.move(by: 1_209_600)
        #expect(try await webex.get("/v1/people/me", first["access_token"]).status == 401)
        let second = try await refresh(webex, first["refresh_token"])
        #expect(second["refresh_token"] == first["refresh_token"])
        #expect(try await webex.get("/v1/people/me", second["access_token"]).status == 200)
    }

    @Test(arguments: [Behaviour.RefreshAnswer.rotated, .omitted])
    func `a refresh may answer otherwise`(answer: Behaviour.RefreshAnswer) async throws {
        var behaviour = Behaviour()
        behaviour.refreshAnswer = answer
        let webex = try TestCloud(behaviour: behaviour)
        let first = try await exchange(webex, code: try await approve(webex)["code"])
        let second = try await refresh(webex, first["refresh_token"])
        #expect((second["refresh_token"] == nil) == (answer == .omitted))
        #expect(second["refresh_token"] != first["refresh_token"])
        let third = try await refresh(webex, first["refresh_token"])
        #expect(third.status == (answer == .rotated ? 400 : 200))
    }

    @Test func `a revoked grant is gone with its refresh token`() async throws {
        let webex = try TestCloud()
        let tokens = try await exchange(webex, code: try await approve(webex)["code"])
        let clara = try #require(webex.cloud.company.account(email: "clara@example.com"))
        webex.cloud.withState { $0.tokens.revokeGrants(of: clara) }
        #expect(try await webex.get("/v1/people/me", tokens["access_token"]).status == 401)
        #expect(try await refresh(webex, tokens["refresh_token"])["error"] == "invalid_grant")
    }
}
