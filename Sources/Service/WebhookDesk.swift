package import Configuration
import Grants
import Intake
package import Logging
import Recordings
package import WebexAPI

/// What an operator sees and changes of the bot's webhooks by hand.
package struct WebhookDesk: Sendable {
    /// Who registered a webhook.
    package enum Origin: String, Sendable {
        /// This deployment, for its address.
        case ours
        /// This deployment, for an address that it no longer has.
        case former
        case other
    }

    /// One webhook, and who registered it.
    package struct Entry: Sendable, Equatable {
        package var webhook: Webhook
        package var origin: Origin

        package init(webhook: Webhook, origin: Origin) {
            self.webhook = webhook
            self.origin = origin
        }

        /// For a list: whose it is, whether it delivers, what of and where to.
        package var line: String {
            ListLine.text([
                (origin.rawValue, 6), (webhook.isActive ? "active" : "inactive", 8),
                ("\(webhook.resource)/\(webhook.event)", 0), (webhook.targetURL, 0), (webhook.name, 0),
            ])
        }
    }

    private let options: ServiceOptions
    private let webex: WebexParts
    private let registrar: WebhookRegistrar

    /// Opens the vault of the service, which may be running.
    ///
    /// - Parameters:
    ///   - options: What the environment says.
    ///   - settings: Of the settings file.
    ///   - logger: Told of every change.
    /// - Throws: ``StartError``.
    package init(options: ServiceOptions, settings: Settings, logger: Logger) throws(StartError) {
        let locations = Locations(options, settings)
        try StartError.wrap("cannot make the folders for logs and state") { try locations.prepare() }
        self.options = options
        webex = try WebexParts(options, state: locations.state, observer: WebexObserver(), logger: logger)
        registrar = WebhookRegistrar(webex: webex.chat, logger: logger)
    }

    /// Every webhook of the bot.
    ///
    /// - Throws: ``StartError`` when `PUBLIC_URL` is no address, ``WebexError``.
    package func list() async throws -> [Entry] {
        let address = try PublicPort.address(options, port: options.port)
        let owner = WebhookOwner(
            me: try await webex.chat.me().id, publicURL: address.text,
            fingerprints: try webex.knownWebhookSecrets()?.fingerprints ?? [])
        return try await registrar.list().map { webhook in
            let origin: Origin = owner.isOurs(webhook) ? .ours : owner.isFormer(webhook) ? .former : .other
            return Entry(webhook: webhook, origin: origin)
        }
    }

    /// Registers what is missing, and mends what is not as it should be.
    ///
    /// - Returns: How many webhooks were registered, changed or removed.
    /// - Throws: ``StartError`` without an address to deliver to, ``WebexError``.
    package func register() async throws -> Int {
        let address = try options.deliveryAddress()
        let secrets = try webex.webhookSecrets()
        let me = try await webex.chat.me().id
        let plan = try WebhookPlan(owner: WebhookOwner(me: me, publicURL: address), secrets: secrets)
        return try await registrar.carryOut(plan, from: try await registrar.list()).count
    }

    /// Removes what this deployment registered, for this address or a former one, and nothing else.
    ///
    /// - Returns: What was removed.
    /// - Throws: ``WebexError``.
    package func delete() async throws -> [Entry] {
        let ours = try await list().filter { $0.origin != .other }
        for entry in ours { try await registrar.remove(entry.webhook) }
        return ours
    }
}
