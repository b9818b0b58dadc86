import HTTPTransport
import HTTPTypes
import Recordings
import TestSupport
import Testing
import WebConnections
import WebexAPI

@Suite struct OAuthClientTests {
    private static let tokens = #"{"access_token": "access-1", "expires_in": 1209599, "refresh_token": "refresh-1"}"#

    @Test func `a code is posted as a form with everything that the endpoint wants`() async throws {
        let endpoint = TokenEndpoint(.ok, Self.tokens)
        let answer = try await endpoint.run { client in
            try await client.exchange(
                code: Secret("c+1&"), redirectURI: "https://a.example/webex/redirect", verifier: Secret("verifier-1"))
        }
        #expect(answer.accessToken == Secret("access-1"))
        let request = try #require(endpoint.requests.first)
        #expect(request.method == .post)
        #expect(request.path == "/v1/access_token")
        #expect(request.fields[.contentType] == "application/x-www-form-urlencoded")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == """
                grant_type=authorization_code&code=c%2B1%26\
                &redirect_uri=https%3A%2F%2Fa.example%2Fwebex%2Fredirect&code_verifier=verifier-1&client_id=C1&client_secret=client-secret-1
                """)
    }

    @Test func `a refresh token is posted as a form`() async throws {
        let endpoint = TokenEndpoint(.ok, Self.tokens)
        let answer = try await endpoint.run { try await $0.refresh(Secret("refresh-0")) }
        #expect(answer.refreshToken == Secret("refresh-1"))
        let body = try String(decoding: #require(endpoint.requests.first).body, as: UTF8.self)
        #expect(
            body == "grant_type=refresh_token&refresh_token=refresh-0&client_id=C1&client_secret=client-secret-1")
    }

    @Test(
        arguments: [
            (400, #"{"error": "invalid_grant", "error_description": "Invalid grant provided."}"#, .unauthorized),
            (401, #"{"error": "invalid_grant"}"#, .unauthorized),
            (400, #"{"message": "The refresh token has expired.", "trackingId": "T_1"}"#, .unauthorized),
            (400, #"{"error": "invalid_client"}"#, .rejected(status: 400)),
            (401, #"{"error": "invalid_client"}"#, .rejected(status: 401)),
            (401, #"{"message": "wrong secret"}"#, .rejected(status: 401)),
            (400, "<html>a proxy</html>", .rejected(status: 400)), (302, "", .rejected(status: 302)),
            (429, #"{"message": "slow down"}"#, .throttled(retryAfter: .seconds(7))),
            (503, "", .unavailable(status: 503)), (200, "{}", .malformedAnswer), (200, "", .malformedAnswer),
        ] as [(Int, String, WebexError.Code)])
    func `a grant that has ended is told apart from every other failure`(
        status: Int, body: String, code: WebexError.Code
    ) async throws {
        let endpoint = TokenEndpoint(.init(code: status), body, fields: status == 429 ? [.retryAfter: "7"] : [:])
        let error = await #expect(throws: WebexError.self) {
            try await endpoint.run { try await $0.refresh(Secret("refresh-0")) }
        }
        #expect(error?.code == code)
    }

    /// What comes of a code that is exchanged while somebody waits, and the waits.
    private func exchange(
        at endpoint: TokenEndpoint, waits count: Int
    ) async throws -> ([Duration], Result<TokenAnswer, any Error>) {
        let clock = ManualClock()
        return try await withDeadline {
            try await endpoint.run(clock: clock) { client in
                async let answer = client.exchange(
                    code: Secret("code-1"), redirectURI: "https://a.example", verifier: Secret("verifier-1"))
                var waits: [Duration] = []
                for _ in 0..<count { waits.append(await clock.advanceToNextWakeup()) }
                do { return (waits, .success(try await answer)) } catch { return (waits, .failure(error)) }
            }
        }
    }

    @Test func `a code that met a 429 is sent again when Webex wants it`() async throws {
        let endpoint = TokenEndpoint(
            .refusal(429, retryAfter: "3"), .refusal(429), ServerResponse(.ok, body: Array(Self.tokens.utf8)))
        let (waits, answer) = try await exchange(at: endpoint, waits: 2)
        #expect(waits == [.seconds(3), .seconds(2)])
        #expect(try answer.get().accessToken == Secret("access-1"))
        #expect(Set(endpoint.requests.map(\.body)).count == 1)
    }

    @Test func `a code that meets nothing but a 429 is sent three times`() async throws {
        let endpoint = TokenEndpoint(.refusal(429, retryAfter: "1"))
        let (_, answer) = try await exchange(at: endpoint, waits: 2)
        let error = #expect(throws: WebexError.self) { try answer.get() }
        #expect(error?.code == .throttled(retryAfter: .seconds(1)))
        #expect(endpoint.requests.count == 3)
    }

    @Test(
        arguments: [.refusal(429, retryAfter: "11"), .refusal(423), .refusal(503), .refusal(400)] as [ServerResponse])
    func `a code is sent once when Webex wants it too late, or may have used it`(answer: ServerResponse) async throws {
        let endpoint = TokenEndpoint(answer)
        let (_, outcome) = try await exchange(at: endpoint, waits: 0)
        #expect(throws: WebexError.self) { try outcome.get() }
        #expect(endpoint.requests.count == 1)
    }

    @Test func `an error keeps the words and the tracking id of Webex`() async throws {
        let endpoint = TokenEndpoint(.badRequest, #"{"message": "The code has expired.", "trackingId": "T_1"}"#)
        let error = await #expect(throws: WebexError.self) {
            try await endpoint.run {
                try await $0.exchange(
                    code: Secret("code-1"), redirectURI: "https://a.example", verifier: Secret("verifier-1"))
            }
        }
        #expect(
            error
                == WebexError(
                    .unauthorized, operation: "POST /access_token", trackingID: "T_1", message: "The code has expired."
                ))
    }

    @Test func `what was sent does not come back in an error`() async throws {
        let endpoint = TokenEndpoint(
            .badRequest, #"{"error": "invalid_grant", "error_description": "refresh-0 and client-secret-1 are bad"}"#)
        let error = await #expect(throws: WebexError.self) {
            try await endpoint.run { try await $0.refresh(Secret("refresh-0")) }
        }
        #expect(error?.message == "invalid_grant: … and … are bad")
    }

    @Test func `an endpoint that cannot be reached is unreachable`() async throws {
        // Port 1 of this machine: nobody listens there.
        let client = OAuthClient(
            apiURL: "http://127.0.0.1:1", clientID: "C1", clientSecret: Secret("s"), http: try HTTPClient())
        let error = await #expect(throws: WebexError.self) { try await client.refresh(Secret("refresh-0")) }
        #expect(error?.code == .unreachable)
        // The word that the code says already.
        #expect(error?.message.contains("unreachable") == false)
    }
}
