import Cryptography
package import FoundationEssentials
package import Logging
package import Recordings
import Synchronization
package import WebexAPI

/// The way to a grant: to Webex with a state of ours, back with a code, and on disk if the person may give it.
///
/// - SeeAlso: <https://developer.webex.com/docs/integrations>, RFC 6749 section 4.1, RFC 7636.
package final class AuthorizationFlow: Sendable {
    /// What the bot asks for: meetings and their recordings as a compliance officer, and who people are.
    package static let scopes = [
        "meeting:admin_schedule_read", "meeting:admin_preferences_read", "spark-compliance:meetings_read",
        "spark:people_read", "spark:kms",
    ]

    /// How long an authorization may take, and its last page names who gave it.
    package static let life: Duration = .seconds(AuthorizationStates.life)

    /// An authorization that begins.
    package struct Beginning: Sendable {
        /// Where the browser is sent.
        package var url: String
        /// What the browser must bring back, and nobody else may know.
        package var browser: String
    }

    /// Where browsers are sent, and where they come back.
    package let configuration: Configuration
    private let ports: Ports
    private let tokens: AccessTokens
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let states: Mutex<AuthorizationStates>
    /// The browser that the present grant came through, and when.
    private let lastSuccess = Mutex<(browser: String, time: Date)?>(nil)

    /// Stores the grants that it wins in `tokens`.
    ///
    /// - Throws: `CryptographyError` when there are no random bytes.
    package init(
        _ configuration: Configuration, ports: Ports, tokens: AccessTokens,
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) throws {
        self.configuration = configuration
        self.ports = ports
        self.tokens = tokens
        self.now = now
        self.logger = logger
        states = Mutex(AuthorizationStates(key: try Random.bytes(32)))
    }

    /// Begins an authorization.
    ///
    /// - Throws: `CryptographyError` when there are no random bytes.
    package func begin() throws -> Beginning {
        let attempt = try states.withLock { states throws(CryptographyError) in try states.issue(at: now()) }
        let query = PercentEncoding.query([
            ("client_id", configuration.clientID), ("response_type", "code"),
            ("redirect_uri", configuration.redirectURI), ("scope", Self.scopes.joined(separator: " ")),
            ("code_challenge", try attempt.challenge), ("code_challenge_method", "S256"), ("state", attempt.state),
        ])
        return Beginning(url: configuration.authorizeURL + query, browser: attempt.browser)
    }

    /// Finishes an authorization: exchanges the code, tries what the token is good for, and keeps the grant if its person
    /// may give it.
    ///
    /// - Parameters:
    ///   - state: As it came back; good once.
    ///   - browser: What this browser kept since ``begin()``.
    ///   - code: As it came back.
    /// - Returns: The grant, on disk and in use.
    /// - Throws: ``AuthorizationError``; the grant there was is then still in use.
    package func finish(state: String?, browser: String?, code: Secret) async throws(AuthorizationError) -> Grant {
        let attempt = try redeem(state, browser)
        let proof = Proof(redirectURI: configuration.redirectURI, verifier: attempt.verifier)
        let answer = try await ask("POST /access_token", AuthorizationError.exchangeFailed) {
            try await self.ports.exchange(code, proof)
        }
        let grant = try await adopt(answer)
        lastSuccess.withLock { $0 = (attempt.browser, now()) }
        return grant
    }

    /// Tries what tokens are good for, and keeps the grant if its person may give it; else it is discarded.
    ///
    /// - Parameter answer: Tokens that Webex has just given.
    /// - Returns: The grant, on disk and in use.
    /// - Throws: ``AuthorizationError``; the grant there was is then still in use.
    package func adopt(_ answer: TokenAnswer) async throws(AuthorizationError) -> Grant {
        let person = try await ask("GET /people/me") {
            try await self.ports.examination.identify(answer.accessToken)
        }
        do { return try await keep(answer, of: person) } catch {
            if error.isFinal { await discard(answer.accessToken, of: person) }
            throw error
        }
    }

    /// Ends an authorization that came back without a code; the state is used up.
    ///
    /// - Parameters:
    ///   - state: As it came back, where it did.
    ///   - browser: What this browser kept since ``begin()``.
    ///   - reason: What came instead of a code, which counts only when the state is ours: anybody can write an address.
    /// - Returns: What to show.
    package func giveUp(state: String?, browser: String?, because reason: AuthorizationError) -> AuthorizationError {
        do { _ = try redeem(state, browser) } catch { return error }
        return reason
    }

    /// Whether the present grant came through this browser not long ago.
    package func hasJustFinished(in browser: String?) -> Bool {
        guard let browser, let last = lastSuccess.withLock({ $0 }) else { return false }
        return now() < last.time.addingTimeInterval(AuthorizationStates.life)
            && Digest.areEqual(Array(browser.utf8), Array(last.browser.utf8))
    }

    private func redeem(_ state: String?, _ browser: String?) throws(AuthorizationError) -> AuthorizationAttempt {
        do throws(StateProblem) {
            return try states.withLock { states throws(StateProblem) in
                try states.redeem(state, browser: browser, at: now())
            }
        } catch { throw .notOurs(error) }
    }
}

// MARK: - What becomes of the tokens

extension AuthorizationFlow {
    private func keep(_ answer: TokenAnswer, of person: Person) async throws(AuthorizationError) -> Grant {
        let fitness = await ports.fitness()
        let holder = try fitness.holder(person)
        let examination = ports.examination
        let readsRooms = try await ask("GET /meetingPreferences/personalMeetingRoom") {
            try await examination.readsPersonalRooms(answer.accessToken, holder.email)
        }
        guard readsRooms else { throw .unfit(.mayNotReadPersonalRooms) }
        let readsRecordings = try await ask("GET /admin/recordings") {
            try await examination.readsRecordings(answer.accessToken)
        }
        guard readsRecordings else { throw .unfit(.mayNotReadRecordings) }
        let fraction = Double.random(in: Grant.renewalRange)
        guard let grant = Grant(answer, holder: holder, at: now(), renewingAt: fraction) else {
            throw .exchangeFailed(
                WebexError(
                    .malformedAnswer, operation: "POST /access_token", message: "no refresh token in the answer"))
        }
        try await store(grant, fitness)
        return grant
    }

    private func store(_ grant: Grant, _ fitness: Fitness) async throws(AuthorizationError) {
        let adoption: AccessTokens.Adoption
        do throws(VaultError) { adoption = try await tokens.adopt(grant, over: fitness.replaceable) } catch {
            throw .notStored("\(error)")
        }
        guard case .inUse(let former) = adoption else { throw .unfit(.heldByAnother) }
        guard fitness.officers.isEmpty, former != grant.holder.id else { return }
        logger.warning(
            "no compliance officers are configured: the first who authorized keeps the grant until it is released",
            metadata: ["grant.holder": "\(grant.holder.id)"])
        ports.claimed(grant.holder)
    }

    /// Has Webex forget what is not used, unless that would end the grant in use as well: to Webex, all that one person
    /// gave to one integration is one authorization.
    private func discard(_ token: Secret, of person: Person) async {
        if await tokens.checkHolder()?.id != person.id { ports.discard(token, person.id) }
    }

    private func ask<Answer: Sendable>(
        _ operation: String, _ wrap: (WebexError) -> AuthorizationError = AuthorizationError.examinationFailed,
        _ call: () async throws -> Answer
    ) async throws(AuthorizationError) -> Answer {
        do {
            return try await call()
        } catch let error as WebexError {
            throw wrap(error)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw wrap(WebexError(.unreachable, operation: operation, message: "\(type(of: error))"))
        }
    }
}
