package import FoundationEssentials
package import HTTPTransport
import HTTPTypes
package import Recordings

/// Speaks to the token endpoint of Webex for one integration.
///
/// A call is sent once: a code is good for one exchange, and whoever renews knows best when to try again. Only a code that
/// met a 429, which has not used it, is sent a few more times, for its owner would have to consent again.
///
/// - SeeAlso: <https://developer.webex.com/docs/integrations>
package struct OAuthClient: Sendable {
    private static let operation = "POST /access_token"

    private let endpoint: String
    private let clientID: String
    private let clientSecret: Secret
    private let http: HTTPClient
    private let deadline: Duration
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    private let observer: WebexObserver

    /// Takes what Webex gave when the integration was registered.
    ///
    /// - Parameters:
    ///   - apiURL: Without a slash at its end; the token endpoint is `access_token` under it.
    ///   - clientID: Public, it stands in the authorize URL.
    ///   - clientSecret: Sent to the token endpoint and nowhere else.
    ///   - http: Carries the calls.
    ///   - deadline: For one call, from its start to the last byte of the answer.
    ///   - clock: For waiting.
    ///   - now: What a wait that ends at a date is counted from.
    ///   - observer: Told of every call.
    package init(
        apiURL: String, clientID: String, clientSecret: Secret, http: HTTPClient, deadline: Duration = .seconds(15),
        clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Date = { Date() },
        observer: WebexObserver = WebexObserver()
    ) {
        endpoint = apiURL + "/access_token"
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.http = http
        self.deadline = deadline
        self.clock = clock
        self.now = now
        self.observer = observer
    }

    /// Exchanges the code of a finished authorization for tokens; waits out a 429 as ``WebexClient`` does.
    ///
    /// - Parameters:
    ///   - code: Good for one exchange, within minutes.
    ///   - redirectURI: The one of the authorize URL, character for character.
    ///   - verifier: What the `code_challenge` of the authorize URL was made from (RFC 7636, section 4.5).
    /// - Returns: The tokens of the person who authorized.
    /// - Throws: ``WebexError``, with code `.unauthorized` when Webex does not take the code; `CancellationError`.
    package func exchange(code: Secret, redirectURI: String, verifier: Secret) async throws -> TokenAnswer {
        let items = [
            ("grant_type", "authorization_code"), ("code", code.reveal()), ("redirect_uri", redirectURI),
            ("code_verifier", verifier.reveal()),
        ]
        var tries = Tries(of: .post, WebexClient.Patience())
        while true {
            do {
                return try await post(items, hiding: code, verifier)
            } catch let error as WebexError {
                guard let delay = tries.delay(after: error) else { throw error }
                observer.askedToWait(Self.operation, delay)
                try await clock.sleep(for: delay)
            }
        }
    }

    /// Asks for a new access token.
    ///
    /// - Parameter token: The refresh token that came last.
    /// - Returns: New tokens; an answer without a refresh token means that `token` stays the one to use.
    /// - Throws: ``WebexError``, with code `.unauthorized` when the grant has ended; `CancellationError`.
    package func refresh(_ token: Secret) async throws -> TokenAnswer {
        try await post([("grant_type", "refresh_token"), ("refresh_token", token.reveal())], hiding: token)
    }

    private func post(_ items: [(String, String?)], hiding sent: Secret...) async throws -> TokenAnswer {
        let form = items + [("client_id", clientID), ("client_secret", clientSecret.reveal())]
        let request = ClientRequest(
            .post, endpoint, fields: [.contentType: "application/x-www-form-urlencoded", .accept: "application/json"],
            body: Array(PercentEncoding.form(form).utf8))
        let watch = Stopwatch(clock)
        let response: ClientResponse
        do {
            response = try await http.send(request, deadline: deadline)
            observer.tryEnded(Self.operation, "\(response.status.code)", watch.elapsed)
        } catch let error as HTTPClientError {
            observer.tryEnded(Self.operation, "\(error.code)", watch.elapsed)
            throw WebexError(error, during: Self.operation)
        }
        guard response.status.kind == .successful else { throw refusal(response, hiding: sent) }
        guard let answer = TokenAnswer(parsing: response.body) else {
            throw WebexError(
                .malformedAnswer, operation: Self.operation, trackingID: response.trackingID,
                message: "no access token in the answer")
        }
        return answer
    }

    /// What a status other than 2xx means at the token endpoint; its words must not give away what we sent.
    private func refusal(_ response: ClientResponse, hiding sent: [Secret]) -> WebexError {
        let body = TokenRefusal(parsing: response.body)
        let secrets = SentValues((sent + [clientSecret]).map { $0.reveal() })
        return WebexError(
            body.code(
                status: response.status.code, retryAfter: RetryAfter.delay(response.fields[.retryAfter], now: now())),
            operation: Self.operation,
            trackingID: body.trackingId ?? response.trackingID,
            message: secrets.withheld(from: body.words))
    }
}

/// The two shapes of an error at the token endpoint: that of OAuth and that of every other Webex call.
private struct TokenRefusal: Decodable {
    var error: String?
    var errorDescription: String?
    var message: String?
    var trackingId: String?

    /// An answer that is neither, such as a proxy's page, says nothing.
    init(parsing body: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        if let refusal = try? decoder.decode(Self.self, from: Data(body)) { self = refusal }
    }

    var words: String { [error, errorDescription, message].compactMap(\.self).joined(separator: ": ") }

    func code(status: Int, retryAfter: Duration?) -> WebexError.Code {
        switch status {
        // The grant has ended, and only its owner can give a new one.
        case 400 where error == "invalid_grant", 401 where error == "invalid_grant": .unauthorized
        // Webex's own error body has no word for that. The rest of the form never changes, so it is the grant.
        case 400 where error == nil && message != nil: .unauthorized
        case 429: .throttled(retryAfter: retryAfter)
        case 500...: .unavailable(status: status)
        // Among these a wrong client secret, which is not the grant's fault.
        default: .rejected(status: status)
        }
    }
}
