package import Logging
package import Recordings
import ServiceLifecycle
package import WebexAPI

/// Has Webex deliver every event to the public port, and keeps it so, until shutdown.
package struct WebhookIntake: Service {
    /// How often the registrations are looked at: Webex switches one off without a word.
    package static let checkInterval: Duration = .seconds(60)

    let plan: WebhookPlan
    let registrar: WebhookRegistrar
    let receiver: DeliveryReceiver
    let reader: DeliveryReader
    let queue: EventQueue
    let catalogueURL: String
    let webex: WebexClient
    let state: TransportState
    let clock: any Clock<Duration>
    let logger: Logger

    /// Puts together what it takes; nothing is registered before ``run()``.
    ///
    /// - Parameters:
    ///   - plan: What is to be registered.
    ///   - receiver: Takes on events from the beginning of ``run()`` to its end.
    ///   - me: The bot itself.
    ///   - queue: Gets the events.
    ///   - catalogueURL: Base of the service catalogue, which names the conversation service.
    ///   - webex: With the bot's credential.
    ///   - state: Told whether every registration is there and active.
    ///   - clock: Measures the time between two looks.
    ///   - logger: Gets what is wrong with the registrations.
    package init(
        plan: WebhookPlan, receiver: DeliveryReceiver, me: Person, queue: EventQueue, catalogueURL: String,
        webex: WebexClient, state: TransportState, clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.plan = plan
        registrar = WebhookRegistrar(webex: webex, logger: logger)
        self.receiver = receiver
        reader = DeliveryReader(me: me)
        self.queue = queue
        self.catalogueURL = catalogueURL
        self.webex = webex
        self.state = state
        self.clock = clock
        self.logger = logger
    }

    /// Takes on events and looks after the registrations until cancelled or a graceful shutdown begins.
    package func run() async {
        // Webhooks of an earlier start may deliver already.
        receiver.open(reader, queue: queue)
        await cancelWhenGracefulShutdown {
            do {
                try await keepRegistered()
            } catch is CancellationError {
                return
            } catch {
                logger.error("the webhooks are no longer looked after", metadata: ["error": "\(error)"])
            }
        }
        receiver.close()
        state.set(.stopped)
    }

    private func keepRegistered() async throws {
        var failures = 0
        var knowsConversations = false
        while true {
            failures = try await check() ? 0 : failures + 1
            if !knowsConversations { knowsConversations = try await findConversations() }
            // A first registration that failed is soon tried again; later ones have the bot's old ones to go on with.
            let pause = failures == 0 ? Self.checkInterval : .seconds(min(60, 1 << min(failures - 1, 6)))
            try await clock.sleep(for: pause)
        }
    }

    /// Looks at the registrations and repairs them.
    ///
    /// A Webex that gives no answer says nothing about them, so the state stays as it was.
    ///
    /// - Returns: Whether all of them are there and active now.
    /// - Throws: `CancellationError`.
    private func check() async throws -> Bool {
        do {
            let present = try await registrar.list()
            let isWell = plan.steps(from: present).isEmpty
            if !isWell { state.set(.connecting) }
            try await registrar.carryOut(plan, from: present)
            if state.current == .connected {
                state.confirm()
            } else {
                state.set(.connected)
                logger.info("the webhooks are registered", metadata: ["webhook.target": "\(plan.owner.targetURL)"])
            }
            return true
        } catch let error as WebexError {
            if error.code == .unauthorized { state.set(.connecting) }
            logger.error(
                "the webhooks could not be looked after",
                metadata: ["error": "\(error)", "webex.tracking.id": "\(error.trackingID ?? "none")"])
            return false
        }
    }

    /// Needed for forwarded recordings only, so it may come later.
    private func findConversations() async throws -> Bool {
        do {
            let known = [catalogueURL, webex.baseURL].compactMap { WebexAddress($0) }
            receiver.use(ConversationAddresses(try await webex.catalogue(at: catalogueURL), known: known))
            return true
        } catch let error as WebexError {
            logger.warning(
                "the service catalogue does not answer, so forwarded recordings cannot be read",
                metadata: ["error": "\(error)"])
            return false
        }
    }
}
