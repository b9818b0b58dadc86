import Cryptography
package import FoundationEssentials
package import Logging
package import Recordings
import Synchronization
package import WebexAPI

/// The way to a grant: to Webex with a state of ours, back with a code, and on disk if the person may give it.
///
/// - SeeAlso: <https://developer.webex.com/docs/integrations>
package final class AuthorizationFlow: Sendable {
    /// What the bot asks for: meetings and their recordings as a compliance officer, and who people are.
    package static let scopes = [
        "meeting:admin_schedule_read", "meeting:admin_preferences_read", "spark-compliance:meetings_read",
        "spark:people_read", "spark:kms",
    ]

    /// Where browsers are sent, and where they come back.
    package struct Configuration: Sendable {
        package var authorizeURL: String
        package var clientID: String
        /// Registered with Webex, character for character.
        package var redirectURI: String

        /// Comes back to `/webex/redirect` under `publicURL`, which has no slash at its end.
        package init(authorizeURL: String, clientID: String, publicURL: String) {
            self.authorizeURL = authorizeURL
            self.clientID = clientID
            redirectURI = publicURL + "/webex/redirect"
        }
    }

    /// What the flow asks of others.
    package struct Ports: Sendable {
        /// Tokens for a code and the redirect URI that it came to.
        package var exchange: @Sendable (_ code: Secret, _ redirectURI: String) async throws -> TokenAnswer
        /// Whose token it is.
        package var identify: @Sendable (Secret) async throws -> Person
        /// Whether the token reads the recordings of others, found out by doing it: what the token is said to allow depends
        /// on the role of its person.
        package var readsRecordings: @Sendable (Secret) async throws -> Bool
        /// Who may give the grant, asked anew each time.
        package var fitness: @Sendable () async -> Fitness

        package init(
            exchange: @escaping @Sendable (_ code: Secret, _ redirectURI: String) async throws -> TokenAnswer,
            identify: @escaping @Sendable (Secret) async throws -> Person,
            readsRecordings: @escaping @Sendable (Secret) async throws -> Bool,
            fitness: @escaping @Sendable () async -> Fitness
        ) {
            self.exchange = exchange
            self.identify = identify
            self.readsRecordings = readsRecordings
            self.fitness = fitness
        }
    }

    private let configuration: Configuration
    private let ports: Ports
    private let tokens: AccessTokens
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let states = Mutex(OutstandingStates())

    /// Stores the grants that it wins in `tokens`.
    package init(
        _ configuration: Configuration, ports: Ports, tokens: AccessTokens,
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.configuration = configuration
        self.ports = ports
        self.tokens = tokens
        self.now = now
        self.logger = logger
    }

    /// Begins an authorization: the URL to send the browser to.
    ///
    /// - Throws: `CryptographyError` when there are no random bytes.
    package func begin() throws -> String {
        let state = try Random.token()
        states.withLock { $0.add(state, at: now()) }
        let query = PercentEncoding.query([
            ("client_id", configuration.clientID), ("response_type", "code"),
            ("redirect_uri", configuration.redirectURI), ("scope", Self.scopes.joined(separator: " ")),
            ("state", state),
        ])
        return configuration.authorizeURL + query
    }

    /// Finishes an authorization: exchanges the code, asks whose token it is, and keeps the grant if they may give it.
    ///
    /// - Parameters:
    ///   - state: As it came back; good once.
    ///   - code: As it came back.
    /// - Returns: The grant, on disk and in use.
    /// - Throws: ``AuthorizationError``; the grant there was is then still in use.
    package func finish(state: String, code: Secret) async throws(AuthorizationError) -> Grant {
        guard states.withLock({ $0.redeem(state, at: now()) }) else { throw .unknownState }
        let answer: TokenAnswer
        do {
            answer = try await ports.exchange(code, configuration.redirectURI)
        } catch {
            throw Self.failure(error, asking: "POST /access_token", as: AuthorizationError.exchangeFailed)
        }
        let person: Person
        do {
            person = try await ports.identify(answer.accessToken)
        } catch {
            throw Self.failure(error, asking: "GET /people/me", as: AuthorizationError.identificationFailed)
        }
        let fitness = await ports.fitness()
        switch fitness.examine(person) {
        case .fit(let holder):
            try await requireRecordings(answer.accessToken)
            return try await keep(answer, of: holder, fitness: fitness)
        case .unfit(let reason): throw .unfit(reason)
        }
    }

    private func requireRecordings(_ token: Secret) async throws(AuthorizationError) {
        let isReader: Bool
        do {
            isReader = try await ports.readsRecordings(token)
        } catch {
            throw Self.failure(error, asking: "GET /admin/recordings", as: AuthorizationError.identificationFailed)
        }
        guard isReader else { throw .unfit(.mayNotReadRecordings) }
    }

    /// Ends an authorization that Webex sent back with an error.
    ///
    /// - Parameters:
    ///   - state: As it came back, where it did.
    ///   - error: The code of RFC 6749, section 4.1.2.1, or anything else that stood in the URL.
    ///   - description: The words beside it.
    /// - Returns: What to show.
    package func decline(state: String?, error: String, description: String?) -> AuthorizationError {
        if let state { states.withLock { _ = $0.redeem(state, at: now()) } }
        return .declined(error: error, description: description)
    }

    private func keep(
        _ answer: TokenAnswer, of holder: Grant.Holder, fitness: Fitness
    ) async throws(AuthorizationError) -> Grant {
        let fraction = Double.random(in: Grant.renewalRange)
        guard let grant = Grant(answer, holder: holder, at: now(), renewingAt: fraction) else {
            throw .exchangeFailed(
                WebexError(
                    .malformedAnswer, operation: "POST /access_token", message: "no refresh token in the answer"))
        }
        let adoption: AccessTokens.Adoption
        do { adoption = try await tokens.adopt(grant, over: fitness.replaceable) } catch { throw .notStored(error) }
        guard adoption == .adopted else { throw .unfit(.heldByAnother) }
        if fitness.officers.isEmpty {
            logger.warning(
                "no compliance officers are configured: the first who authorized keeps the grant",
                metadata: ["grant.holder": "\(holder.id)"])
        }
        return grant
    }

    private static func failure(
        _ error: any Error, asking operation: String, as wrap: (WebexError) -> AuthorizationError
    ) -> AuthorizationError {
        if error is CancellationError { return .cancelled }
        return wrap(
            error as? WebexError ?? WebexError(.unreachable, operation: operation, message: "\(type(of: error))"))
    }
}
