import Cards
import Configuration
import Conversation
import Cryptography
import Endpoints
import FoundationEssentials
import Grants
import HTTPTransport
import Intake
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
    /// Closes what buttons say, under keys that come from the vault's.
    let seal: ButtonSeal
    /// Revokes the grants that are not used.
    let discarded: DiscardedGrants
    /// The compliance officer's grant.
    let tokens: AccessTokens
    private let oauth: OAuthClient
    /// Speaks to Webex with any credential.
    private let client: @Sendable (WebexCredential) -> WebexClient
    /// Holds the grant, and what else must not be read by others.
    let vault: Vault
    let options: ServiceOptions

    init(
        _ options: ServiceOptions, state: String, observer: WebexObserver,
        grantChanged: @escaping @Sendable () -> Void = {}, logger: Logger
    ) throws(StartError) {
        let http = try StartError.wrap("SSL_CERT_FILE") { try HTTPClient(configuration: .init(options)) }
        let oauth = OAuthClient(
            apiURL: options.apiURL, clientID: options.clientID, clientSecret: options.clientSecret, http: http,
            deadline: options.time.callDeadline, clock: options.time.clock, now: options.time.now, observer: observer)
        let vault = try StartError.wrap("cannot open the vault") {
            try Vault(folder: state, keys: try options.keys.map { try SealingKey($0) })
        }
        if case .file(let path) = vault.keySource {
            logger.notice(
                "STEWARD_KEY is not set: the key lies beside what it seals", metadata: ["key.file": "\(path)"])
        }
        tokens = AccessTokens(
            .complianceOfficer, in: vault, refresh: { try await oauth.refresh($0) }, changed: grantChanged,
            logger: logger)
        seal = try StartError.wrap("cannot seal buttons") {
            ButtonSeal(keys: try vault.keys(for: "steward buttons"))
        }
        self.vault = vault
        client = { credential in
            var patience = WebexClient.Patience()
            patience.deadline = options.time.callDeadline
            return WebexClient(
                http: http, baseURL: options.apiURL, credential: credential, patience: patience,
                clock: options.time.clock, now: options.time.now, observer: observer, logger: logger)
        }
        chat = client(.fixed(options.botToken))
        records = client(WebexCredential(tokens))
        discarded = DiscardedGrants(logger: logger, isInUse: { [tokens] in await tokens.checkHolder()?.id == $0 }) {
            [client, options] token, person in
            try await client(.fixed(token)).revokeAuthorizations(of: person, to: options.clientID)
        }
        self.oauth = oauth
        self.options = options
    }

    /// The state of the grant, and until when it can be renewed.
    var grantState: (code: ServiceReport.Grant, ends: Date?) {
        get async {
            switch await tokens.checkStatus() {
            case .missing: (.missing, nil)
            case .held(let grant): (.held, grant.refreshExpiry)
            case .ended: (.ended, nil)
            case .unreadable: (.unreadable, nil)
            }
        }
    }

    /// What the pages need to know beside Webex.
    struct Surroundings: Sendable {
        var address: PublicAddress
        var settings: SettingsStore
        var identity: BotIdentity
        var transport: TransportState
        /// Told who keeps the grant from now on.
        var claimed: @Sendable (Grant.Holder) -> Void
    }

    /// The way to a grant, in a browser or from the bot before this one.
    func flow(_ surroundings: Surroundings, logger: Logger) throws(StartError) -> AuthorizationFlow {
        let configuration = AuthorizationFlow.Configuration(
            authorizeURL: options.authorizeURL, clientID: options.clientID, address: surroundings.address)
        return try StartError.wrap("cannot serve the authorization") {
            try AuthorizationFlow(
                configuration, ports: ports(surroundings, logger: logger), tokens: tokens, logger: logger)
        }
    }

    /// Takes over what the bot before this one left.
    func originalGrant(_ flow: AuthorizationFlow, _ identity: BotIdentity, logger: Logger) -> OriginalGrant {
        OriginalGrant(
            vault: vault, tokens: tokens, identity: identity, refresh: { [oauth] in try await oauth.refresh($0) },
            adopt: { answer throws(AuthorizationError) in try await flow.adopt(answer) }, clock: ContinuousClock(),
            logger: logger)
    }

    /// The pages of the public port.
    func routes(_ flow: AuthorizationFlow, _ surroundings: Surroundings, logger: Logger) -> Routes {
        Routes(
            flow: flow, tokens: tokens,
            state: { [transport = surroundings.transport] in
                ServiceState(isTransportUp: transport.current == .connected, isDraining: transport.current == .stopped)
            }, logger: logger)
    }

    private func ports(_ surroundings: Surroundings, logger: Logger) -> AuthorizationFlow.Ports {
        let candidate = { @Sendable [client] (token: Secret) in client(.fixed(token)) }
        return AuthorizationFlow.Ports(
            exchange: { [oauth] code, proof in
                try await oauth.exchange(code: code, redirectURI: proof.redirectURI, verifier: proof.verifier)
            },
            examination: .init(
                identify: { try await candidate($0).me() },
                readsPersonalRooms: { try await candidate($0).readsPersonalRooms(of: $1) },
                readsRecordings: { try await candidate($0).readsRecordings() }),
            fitness: {
                Fitness(
                    officers: surroundings.settings.snapshot.complianceOfficers,
                    organization: surroundings.identity.current?.organization)
            },
            claimed: surroundings.claimed,
            discard: { [discarded] in discarded.add($0, of: $1) })
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
            state: transport, clock: options.time.clock, logger: logger, deliver: deliver)
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
