import Endpoints
import Intake
import Journal
import Logging
import Recordings
import ServiceLifecycle
import Telemetry
import WebexAPI

/// The way that events take into the service; nothing else knows which one it is.
struct Inlet: Sendable {
    /// What becomes of an event that cannot be noted down.
    let unnoted: EventQueue.Unnoted
    /// Adds what the public port answers.
    let addRoutes: @Sendable (inout Routes) -> Void
    /// Builds what fills the queue until shutdown, for the bot that this is.
    let open: @Sendable (Person, EventQueue) async throws -> any Service
    /// Looks at something once, beside the reading.
    var remark: @Sendable (Person) async -> Void = { _ in }
}

extension Inlet {
    /// The one that the command line asks for.
    ///
    /// - Throws: ``StartError`` when it is not fit for what it needs.
    static func chosen(
        by options: ServiceOptions, _ webex: WebexParts, journal: Journal, transport: TransportState,
        metrics: ServiceMetrics, logger: Logger
    ) throws(StartError) -> Inlet {
        switch options.transport {
        case .websocket: socket(webex, journal: journal, transport: transport, logger: logger)
        case .webhook: try webhooks(webex, options, transport: transport, metrics: metrics, logger: logger)
        }
    }

    /// Over a socket that the bot opens itself.
    private static func socket(_ webex: WebexParts, journal: Journal, transport: TransportState, logger: Logger)
        -> Inlet
    {
        Inlet(
            unnoted: .accept, addRoutes: { $0.router.refuseDeliveries() },
            open: { me, queue in
                let name = try await DeviceName.kept(in: journal)
                return try webex.intake(me: me, deviceName: name, transport: transport, logger: logger) { event in
                    report(await queue.take(event), event, logger)
                }
            },
            remark: { me in await noteLeftovers(of: me, webex, logger) })
    }

    private static func report(_ reception: EventQueue.Reception, _ event: IncomingEvent, _ logger: Logger) {
        switch reception {
        case .accepted, .repeated, .closed: break
        case .full:
            logger.error(
                "too many requests at once: this one waits until it can be read back",
                metadata: ["event.id": "\(event.id)"])
        case .notNoted(let error):
            logger.error(
                "the journal cannot be written", metadata: ["error": "\(error)", "event.id": "\(event.id)"])
        }
    }

    /// Webhooks of an earlier start deliver to nobody now, which only an operator can have meant.
    private static func noteLeftovers(of me: Person, _ webex: WebexParts, _ logger: Logger) async {
        do {
            let marked = try await webex.chat.webhooks().filter { WebhookOwner.isMarked($0, by: me.id) }
            let address = webex.options.publicURL ?? ""
            let owner = WebhookOwner(
                me: me.id, publicURL: address, fingerprints: try webex.knownWebhookSecrets()?.fingerprints ?? [])
            let isOurs = { (webhook: Webhook) in owner.isOurs(webhook) || owner.isFormer(webhook) }
            report(
                marked.filter(isOurs),
                "webhooks of an earlier start are still registered: steward webhooks delete removes them", logger)
            report(
                marked.filter { !isOurs($0) },
                "webhooks of another deployment, or of a secret that is gone, deliver for this bot: see docs/webhooks.md",
                logger)
        } catch {
            logger.info("the webhooks of an earlier start are not known", metadata: ["error": "\(error)"])
        }
    }

    private static func report(_ webhooks: [Webhook], _ words: Logger.Message, _ logger: Logger) {
        guard !webhooks.isEmpty else { return }
        let targets = Set(webhooks.map(\.targetURL)).sorted().map { Logger.MetadataValue.string($0) }
        logger.notice(words, metadata: ["webhook.count": "\(webhooks.count)", "webhook.targets": .array(targets)])
    }
}

extension Inlet {
    /// In bytes.
    private static let shortestSecret = 16

    /// By deliveries to the public port.
    ///
    /// - Throws: ``StartError`` without an address that Webex could deliver to, or without a secret.
    private static func webhooks(
        _ webex: WebexParts, _ options: ServiceOptions, transport: TransportState, metrics: ServiceMetrics,
        logger: Logger
    ) throws(StartError) -> Inlet {
        let address = try options.deliveryAddress()
        let secrets = try webex.webhookSecrets()
        // Every one of them is believed, so the shortest is what somebody has to guess.
        if options.webhookSecrets.contains(where: { $0.reveal().utf8.count < shortestSecret }) {
            logger.warning("a WEBHOOK_SECRET is short: at least \(shortestSecret) random characters cannot be guessed")
        }
        let receiver = DeliveryReceiver(
            secrets: secrets, observer: { metrics.deliveryEnded($0.rawValue) }, logger: logger)
        return Inlet(
            unnoted: .refuse, addRoutes: { $0.router.deliver(to: receiver) },
            open: { me, queue in
                let plan = try WebhookPlan(owner: WebhookOwner(me: me.id, publicURL: address), secrets: secrets)
                return WebhookIntake(
                    plan: plan, receiver: receiver, me: me, queue: queue, catalogueURL: options.catalogueURL,
                    webex: webex.chat, state: transport, logger: logger)
            })
    }
}
