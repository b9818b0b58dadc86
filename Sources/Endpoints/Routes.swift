package import FoundationEssentials
package import Grants
import HTTPTypes
package import Logging
import Recordings
package import WebConnections
import WebexAPI

/// What the public port answers: the pages of the authorization, how the bot is doing, and whether it lives.
package struct Routes: Sendable {
    /// For how long the last page of an authorization tells who gave it: long enough to read, reload and print it.
    private static let namesShown: TimeInterval = 600

    /// Where other parts add what they answer.
    package var router = Router()

    private let flow: AuthorizationFlow
    private let tokens: AccessTokens
    private let state: @Sendable () async -> ServiceState
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// Puts the pages in front of the flow.
    ///
    /// - Parameters:
    ///   - flow: Begins and finishes authorizations.
    ///   - tokens: Tell about the grant.
    ///   - state: How the service stands, asked at each request.
    ///   - now: The time.
    ///   - logger: Told of every authorization that failed.
    package init(
        flow: AuthorizationFlow, tokens: AccessTokens, state: @escaping @Sendable () async -> ServiceState,
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.flow = flow
        self.tokens = tokens
        self.state = state
        self.now = now
        self.logger = logger
        register()
    }

    /// Answers any request.
    package func respond(to request: ServerRequest) async -> ServerResponse { await router.respond(to: request) }

    private mutating func register() {
        let routes = self
        router.on(.get, "/") { _ in await routes.status() }
        router.on(.get, "/style.css") { _ in .stylesheet }
        router.on(.get, "/webex/authorize") { _ in routes.authorize() }
        router.on(.get, "/webex/redirect") { await routes.comeBack($0) }
        router.on(.get, "/webex/authdone") { _ in await routes.authorized() }
        router.on(.get, "/livez") { _ in .text("alive\n") }
        router.on(.get, "/readyz") { _ in await routes.ready() }
    }

    private func status() async -> ServerResponse { .page(.status(await state(), grant: await tokens.status)) }

    private func ready() async -> ServerResponse {
        guard let obstacle = await state().obstacle else { return .text("ready\n") }
        return .text(obstacle + "\n", status: .serviceUnavailable)
    }
}

extension Routes {
    private func authorize() -> ServerResponse {
        do {
            return .redirect(to: try flow.begin(), status: .found)
        } catch {
            logger.error("an authorization could not begin", metadata: ["error": "\(error)"])
            return .page(.cannotBegin, status: .internalServerError)
        }
    }

    private func comeBack(_ request: ServerRequest) async -> ServerResponse {
        // Whatever looks at links before people do must not use up the code.
        if request.method == .head { return .text("") }
        do {
            try await finish(RedirectAnswer(request.query))
            // The page is told nothing in its URL, which browsers remember.
            return .redirect(to: "/webex/authdone", status: .seeOther)
        } catch {
            logger.log(level: error.level, "an authorization failed", metadata: ["error": "\(error)"])
            return .page(.failure(error), status: error.status)
        }
    }

    private func finish(_ answer: RedirectAnswer) async throws(AuthorizationError) {
        switch answer {
        case .code(let code, let state): _ = try await flow.finish(state: state, code: code)
        case .error(let error, let description, let state):
            throw flow.decline(state: state, error: error, description: description)
        case .incomplete: throw .unknownState
        }
    }

    private func authorized() async -> ServerResponse {
        guard case .held(let grant) = await tokens.status else { return .page(.notAuthorized) }
        let isFresh = now() < grant.authorizedAt.addingTimeInterval(Self.namesShown)
        return .page(isFresh ? .authorized(grant) : .authorizedEarlier)
    }
}
