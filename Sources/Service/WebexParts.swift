import Configuration
import Cryptography
import Endpoints
import FoundationEssentials
import Grants
import HTTPTransport
import Intake
import Journal
import Logging
import Recordings
import WebConnections
import WebexAPI

/// Everything that speaks to Webex: one HTTP client, the bot's credential and the compliance officer's grant.
struct WebexParts: Sendable {
    /// Talks in chat, as the bot.
    let chat: WebexClient
    /// Reads meetings and recordings, as the compliance officer.
    let records: WebexClient
    private let tokens: AccessTokens
    private let oauth: OAuthClient
    private let http: HTTPClient
    /// Holds the grant, and what else must not be read by others.
    let vault: Vault
    let options: ServiceOptions

    init(_ options: ServiceOptions, state: String, logger: Logger) throws(StartError) {
        var configuration = HTTPClient.Configuration()
        configuration.extraAuthorities = options.extraAuthorities
        configuration.proxy = { [proxies = options.proxies] in proxies.proxy(for: $0) }
        let http = try StartError.wrap("SSL_CERT_FILE") { try HTTPClient(configuration: configuration) }
        let oauth = OAuthClient(
            apiURL: options.apiURL, clientID: options.clientID, clientSecret: options.clientSecret, http: http)
        let vault = try StartError.wrap("cannot open the vault") {
            try Vault(folder: state, keys: try options.keys.map { try SealingKey($0) })
        }
        if case .file(let path) = vault.keySource {
            logger.notice(
                "STEWARD_KEY is not set: the key lies beside what it seals", metadata: ["key.file": "\(path)"])
        }
        tokens = try StartError.wrap("cannot read the stored grant") {
            try AccessTokens(.complianceOfficer, in: vault, refresh: { try await oauth.refresh($0) }, logger: logger)
        }
        self.vault = vault
        chat = WebexClient(http: http, baseURL: options.apiURL, credential: .fixed(options.botToken), logger: logger)
        records = WebexClient(
            http: http, baseURL: options.apiURL, credential: WebexCredential(tokens), logger: logger)
        self.oauth = oauth
        self.http = http
        self.options = options
    }

    /// Whether there is a grant to read recordings with.
    var isAuthorized: Bool {
        get async { if case .held = await tokens.status { true } else { false } }
    }

    /// The pages of the public port.
    func routes(
        publicURL: String, settings: SettingsStore, identity: BotIdentity, transport: TransportState, logger: Logger
    ) -> Routes {
        let candidate = { @Sendable [http, options] (token: Secret) in
            WebexClient(http: http, baseURL: options.apiURL, credential: .fixed(token), logger: logger)
        }
        let ports = AuthorizationFlow.Ports(
            exchange: { [oauth] code, redirectURI in try await oauth.exchange(code: code, redirectURI: redirectURI) },
            identify: { try await candidate($0).me() }, readsRecordings: { try await candidate($0).readsRecordings() },
            fitness: {
                Fitness(
                    officers: settings.snapshot.complianceOfficers, organization: identity.current?.organization)
            })
        let configuration = AuthorizationFlow.Configuration(
            authorizeURL: options.authorizeURL, clientID: options.clientID, publicURL: publicURL)
        let flow = AuthorizationFlow(configuration, ports: ports, tokens: tokens, logger: logger)
        return Routes(
            flow: flow, tokens: tokens,
            state: {
                ServiceState(isTransportUp: transport.current == .connected, isDraining: transport.current == .stopped)
            }, logger: logger)
    }

    /// The event socket of the bot.
    func intake(
        me: Person, deviceName: String, transport: TransportState, logger: Logger,
        deliver: @escaping @Sendable (IncomingEvent) async -> Void
    ) throws(StartError) -> MercuryIntake {
        var configuration = WebSocketClient.Configuration()
        configuration.extraAuthorities = options.extraAuthorities
        configuration.proxy = { [proxies = options.proxies] in proxies.proxy(for: $0) }
        let sockets = try StartError.wrap("SSL_CERT_FILE") {
            try WebSocketClient(configuration: configuration, logger: logger)
        }
        let addresses = MercuryIntake.Configuration(
            catalogueURL: options.catalogueURL, fallbackDevicesURL: options.devicesURL, deviceName: deviceName)
        return MercuryIntake(
            configuration: addresses, webex: chat, sockets: sockets, token: options.botToken, me: me.id,
            state: transport, logger: logger, deliver: deliver)
    }
}

extension WebexCredential {
    /// The token of the grant; a grant that is missing or lost counts as a token that Webex refuses.
    fileprivate init(_ tokens: AccessTokens) {
        self.init(
            current: {
                do throws(GrantError) { return try await tokens.current() } catch { throw WebexError(error) }
            },
            renewed: { refused in
                do throws(GrantError) { return try await tokens.renewNow(after: refused) } catch {
                    throw WebexError(error)
                }
            })
    }
}

extension WebexError {
    fileprivate init(_ error: GrantError) {
        let code: Code = error.code == .notAuthorized ? .unauthorized : .unreachable
        self.init(code, operation: "grant", message: error.detail)
    }
}
