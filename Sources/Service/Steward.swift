import Audit
import Cards
package import Configuration
import Conversation
import FoundationEssentials
import Grants
package import Intake
import Journal
package import Logging
import Policy
import ServiceLifecycle
import Telemetry
package import UnixSignals
import WebConnections

/// The whole service: its parts, built and wired, ready to run.
package struct Steward: Sendable {
    /// Whether events reach the bot.
    package let transport: TransportState
    /// The port that the pages are served on.
    package let port: Int
    /// The port that operators ask, if there is one.
    package let operationsPort: Int?
    /// Where people reach the pages, without a slash at its end.
    package let publicURL: String
    /// The settings in force.
    package let settings: SettingsStore
    private let services: [any Service]
    /// Reads again what is read while the service runs.
    private let reload: @Sendable () -> ReloadSummary
    private let webex: WebexParts
    /// Nobody else may use it as long as this service does.
    private let state: StateFolder
    private let logger: Logger

    /// How long open requests may take to finish when the service stops.
    private static let drain: Duration = .seconds(10)

    /// Opens the files, binds the port, reads the cards and wires everything.
    ///
    /// - Parameters:
    ///   - options: What the environment and the command line say.
    ///   - taken: The state folder, where whoever starts the service has taken it already.
    ///   - settingsReloaded: Told of every change of the settings' file.
    ///   - lostLogLines: How many lines the log has lost since the start.
    ///   - logger: Gets the life of the service.
    /// - Throws: ``StartError`` with what is wrong and what to do about it.
    package init(
        options: ServiceOptions, in taken: StateFolder? = nil,
        settingsReloaded: @escaping @Sendable (ReloadOutcome) -> Void = { _ in },
        lostLogLines: @escaping @Sendable () -> Int = { 0 }, logger: Logger
    ) throws(StartError) {
        let (health, operations) = (ServiceHealth(), Operations())
        let observations = Observations(options.transport)
        let cards = try CardFolder.cards(options, observer: { health.note($0) }, logger: logger)
        let reloader = try Self.reloader(options, cards.store, logger: logger) { outcome in
            health.note(outcome)
            operations.note(outcome)
            observations.note(outcome)
            settingsReloaded(outcome)
        }
        let settings = reloader.store
        var locations = Locations(options, settings.snapshot)
        locations.state = taken?.path ?? locations.state
        try StartError.wrap("cannot make the folders for logs and state") { try locations.prepare() }
        let state = if let taken { taken } else { try StateFolder(locations.state) }
        state.narrow(logger)
        let publicPort = try PublicPort(options, state: locations.state, metrics: operations.metrics, logger: logger)
        let journal = try StartError.wrap("cannot open the journal") {
            try Journal(locations.stateFiles.journal, now: Date())
        }
        let webex = try WebexParts(
            options, state: locations.state, observer: operations.webexObserver,
            grantChanged: { observations.nudge() }, logger: logger)
        webex.takeOriginalToken(from: locations.state, logger: logger)
        let audit = try Self.auditLog(locations.auditLog, keysFrom: webex.vault, settings, logger: logger)
        let transport = TransportState(now: options.time.now) { value in
            operations.note(value)
            observations.note(value)
        }
        let identity = BotIdentity()
        let inlet = try Inlet.chosen(
            by: options, webex, journal: journal, transport: transport, metrics: operations.metrics, logger: logger)
        let surroundings = WebexParts.Surroundings(
            address: publicPort.address, settings: settings, identity: identity, transport: transport,
            claimed: { observations.noteClaim(by: $0) })
        let flow = try webex.flow(surroundings, logger: logger)
        var routes = webex.routes(flow, surroundings, logger: logger)
        inlet.addRoutes(&routes)
        publicPort.door.open(routes)
        let parts = ConversationParts(
            chat: webex.chat, records: webex.records, settings: settings, cards: cards.store, audit: audit,
            journal: journal, seal: webex.seal, report: { await health.report(transport, webex) },
            observer: operations.conversationObserver(observations))
        let events = EventService(
            chat: webex.chat, identity: identity, journal: journal, transport: transport, inlet: inlet,
            time: options.time, logger: logger, queueLength: { operations.metrics.queue(isNow: $0) },
            catchUp: { settings.snapshot.catchUp },
            handler: { [time = options.time] me in
                EventHandler(parts, me: me, clock: time.clock, now: time.now, logger: logger)
            })
        let watches = WatchService(
            rounds: WatchRounds(parts, clock: options.time.clock, now: options.time.now, logger: logger),
            clock: ContinuousClock())
        let messenger = AlertMessenger(
            parts, page: "\(publicPort.address)/webex/authorize", now: options.time.now)
        let alerts = AlertService(
            AlertService.Surroundings(
                observations: observations, tokens: webex.tokens, settings: settings,
                send: { try await messenger.send($0, to: $1) },
                stands: { standing in
                    health.note(standing)
                    operations.note(standing)
                }),
            path: locations.stateFiles.alerts, logger: logger)
        let operationsServer = try operations.server(
            options.operations, report: parts.report, connections: publicPort.server.connections,
            lostLogLines: lostLogLines, logger: logger)
        self.init(
            transport: transport, port: publicPort.server.port, operationsPort: operationsServer?.port,
            publicURL: publicPort.address.text, settings: settings,
            // The last is stopped first: operators see the drain, and what is discarded meanwhile is still revoked.
            services: ([
                operationsServer, webex.discarded, publicPort.server, alerts, reloader, events, watches, cards.reloader,
                publicPort.certificates, webex.originalGrant(flow, identity, logger: logger),
            ] as [(any Service)?]).compactMap { $0 },
            reload: { [cards = cards.reloader, certificates = publicPort.certificates] in
                ReloadSummary(
                    settings: reloader.readOnRequest(), cards: cards?.readOnRequest(),
                    certificate: certificates?.reloadIfChanged())
            }, webex: webex, state: state, logger: logger)
        for doubt in Self.doubts(about: settings.snapshot, cards.store.snapshot) + options.doubts {
            logger.warning(doubt.message, metadata: doubt.facts)
        }
    }

    private init(
        transport: TransportState, port: Int, operationsPort: Int?, publicURL: String, settings: SettingsStore,
        services: [any Service], reload: @escaping @Sendable () -> ReloadSummary, webex: WebexParts, state: StateFolder,
        logger: Logger
    ) {
        self.transport = transport
        self.port = port
        self.operationsPort = operationsPort
        self.publicURL = publicURL
        self.settings = settings
        self.services = services
        self.reload = reload
        self.webex = webex
        self.state = state
        self.logger = logger
    }

    private static func auditLog(
        _ path: String, keysFrom vault: Vault, _ settings: SettingsStore, logger: Logger
    ) throws(StartError) -> AuditLog {
        try StartError.wrap("cannot open the audit log") {
            let configuration = AuditLog.Configuration(
                keys: try AuditAccess.keys(of: vault),
                retentionDays: { settings.snapshot.auditRetentionDays })
            return try AuditLog(path, configuration, logger: logger)
        }
    }

    private static func reloader(
        _ options: ServiceOptions, _ cards: CardStore, logger: Logger,
        observer: @escaping @Sendable (ReloadOutcome) -> Void
    ) throws(StartError) -> SettingsReloader {
        try StartError.wrap("the settings are refused") {
            try SettingsReloader(
                path: options.configurationFile, overrides: { $0.language = options.language ?? $0.language },
                observer: observer,
                doubter: { settings in
                    for doubt in doubts(about: settings, cards.snapshot) {
                        logger.warning(doubt.message, metadata: doubt.facts)
                    }
                }, logger: logger)
        }
    }

    /// What an admin can hardly have meant, although the settings allow it.
    static func doubts(
        about settings: Settings, _ cards: CardLibrary
    ) -> [(message: Logger.Message, facts: Logger.Metadata)] {
        var doubts: [(message: Logger.Message, facts: Logger.Metadata)] = []
        if settings.notes.contains(.nobodyApproved) {
            doubts.append(("\(SettingsNote.nobodyApproved.text)", [:]))
        }
        if !cards.language(for: settings.language).isKnown {
            let known = cards.languages.map { Logger.MetadataValue.string($0.tag) }
            let facts: Logger.Metadata = ["language.wanted": "\(settings.language)", "language.known": .array(known)]
            doubts.append(("there are no texts in this language, so answers are in English", facts))
        }
        return doubts
    }

    /// Runs until a signal or a graceful shutdown of the surroundings; open requests are answered first.
    ///
    /// - Parameters:
    ///   - stops: Each asks to stop; none where somebody else listens for them.
    ///   - reloads: Each asks to read settings, cards and certificate again.
    /// - Throws: ``StartError`` when Webex does not know the bot; `CancellationError`.
    package func run(
        stoppingOn stops: UnixSignalsSequence? = nil, reloadingOn reloads: UnixSignalsSequence? = nil
    ) async throws {
        logger.notice("the service starts", metadata: ["http.url": "\(publicURL)"])
        if case .missing = await webex.tokens.checkStatus() {
            logger.notice(
                "nobody has authorized the bot: a compliance officer opens its page",
                metadata: ["authorize.url": "\(publicURL)/webex/authorize"])
        }
        let reloading = reloads.map { ReloadService(signals: $0, logger: logger, reload: reload) }
        var configuration = ServiceGroupConfiguration(
            services: services + [reloading].compactMap { $0 }, logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.drain
        let group = ServiceGroup(configuration: configuration)
        let stop = StopSignals(signals: stops, drain: Self.drain, logger: logger) {
            await group.triggerGracefulShutdown()
        }
        try await stop.heard { try await group.run() }
        logger.notice("the service has stopped")
    }
}
