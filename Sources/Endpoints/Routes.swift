package import Grants
import HTTPTypes
import Intake
package import Logging
import Recordings
package import WebConnections
import WebexAPI

/// What the public port answers: the pages of the authorization, how the bot is doing, and whether it lives.
package struct Routes: Sendable {
    /// Where other parts add what they answer.
    package var router = Router()

    private let flow: AuthorizationFlow
    private let tokens: AccessTokens
    private let state: @Sendable () async -> ServiceState
    private let cookie: BrowserCookie
    /// Of people whom nobody knows.
    private let failures = Tally<String>(pause: .seconds(60))
    private let logger: Logger

    /// Puts the pages in front of the flow.
    ///
    /// - Parameters:
    ///   - flow: Begins and finishes authorizations.
    ///   - tokens: Tell about the grant.
    ///   - state: How the service stands, asked at each request.
    ///   - logger: Told of every authorization that failed.
    package init(
        flow: AuthorizationFlow, tokens: AccessTokens, state: @escaping @Sendable () async -> ServiceState,
        logger: Logger
    ) {
        self.flow = flow
        self.tokens = tokens
        self.state = state
        cookie = BrowserCookie(flow.configuration.address)
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
        router.on(.get, "/webex/authdone") { await routes.authorized($0) }
        router.on(.get, "/livez") { _ in .text("alive\n") }
        router.on(.get, "/readyz") { _ in await routes.ready() }
    }

    private func status() async -> ServerResponse { .page(.status(await state(), grant: await tokens.checkStatus())) }

    private func ready() async -> ServerResponse {
        guard let obstacle = await state().obstacle else { return .text("ready\n") }
        return .text(obstacle + "\n", status: .serviceUnavailable)
    }
}

extension Routes {
    private func authorize() -> ServerResponse {
        do {
            let beginning = try flow.begin()
            var response = ServerResponse.redirect(to: beginning.url, status: .found)
            response.fields[.setCookie] = cookie.field(beginning.browser)
            return response
        } catch {
            logger.error("an authorization could not begin", metadata: ["error": "\(error)"])
            return .page(.cannotBegin, status: .internalServerError)
        }
    }

    private func comeBack(_ request: ServerRequest) async -> ServerResponse {
        // Whatever looks at links before people do must not use up the code.
        if request.method == .head { return .text("") }
        do {
            try await finish(request)
            // The page is told nothing in its URL, which browsers remember.
            return .redirect(to: "/webex/authdone", status: .seeOther)
        } catch {
            report(error)
            return .page(.failure(error, at: flow.configuration.address), status: error.status)
        }
    }

    /// Of what anybody can bring about, the log hears once a minute and how often it was.
    private func report(_ error: AuthorizationError) {
        var facts: Logger.Metadata = ["error": "\(error)"]
        if let cause = error.anonymousCause {
            guard let count = failures.add(cause) else { return }
            facts["failure.count"] = "\(count)"
        }
        logger.log(level: error.level, "an authorization failed", metadata: facts)
    }

    private func finish(_ request: ServerRequest) async throws(AuthorizationError) {
        let (state, browser) = (RedirectAnswer.state(in: request.query), cookie.value(in: request))
        switch RedirectAnswer(request.query) {
        case .code(let code): _ = try await flow.finish(state: state, browser: browser, code: code)
        case .error(let error, let description):
            throw flow.giveUp(
                state: state, browser: browser, because: .declined(error: error, description: description))
        case .nothing: throw flow.giveUp(state: state, browser: browser, because: .noCode)
        }
    }

    /// Names the officer to the browser that has just come back from Webex, and to no other.
    private func authorized(_ request: ServerRequest) async -> ServerResponse {
        guard case .held(let grant) = await tokens.checkStatus() else { return .page(.notAuthorized) }
        let isTheirs = flow.hasJustFinished(in: cookie.value(in: request))
        return .page(isTheirs ? .authorized(grant) : .authorizedEarlier)
    }
}
