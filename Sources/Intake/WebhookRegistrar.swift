package import Logging
package import WebexAPI

/// Sees to it that Webex tells the bot what it needs to know.
package struct WebhookRegistrar: Sendable {
    private let webex: WebexClient
    private let logger: Logger

    /// - Parameters:
    ///   - webex: With the bot's credential.
    ///   - logger: Told of every change.
    package init(webex: WebexClient, logger: Logger) {
        self.webex = webex
        self.logger = logger
    }

    /// Every webhook of the bot's account, those of other programs among them.
    ///
    /// - Throws: ``WebexError``.
    package func list() async throws -> [Webhook] { try await webex.webhooks() }

    /// Makes the changes that the plan calls for; afterwards every registration that the bot needs is there and active.
    ///
    /// - Parameters:
    ///   - plan: What there should be.
    ///   - present: As just listed.
    /// - Returns: What was done.
    /// - Throws: ``WebexError`` at the first change that Webex refuses.
    @discardableResult
    package func carryOut(_ plan: WebhookPlan, from present: [Webhook]) async throws -> [WebhookPlan.Step] {
        let steps = plan.steps(from: present)
        for step in steps {
            switch step {
            case .register(let subject): try await register(subject, plan)
            case .renew(let webhook): try await renew(webhook, plan)
            case .remove(let webhook): try await remove(webhook)
            }
        }
        return steps
    }

    /// Removes one webhook of ours.
    ///
    /// - Throws: ``WebexError``.
    package func remove(_ webhook: Webhook) async throws {
        try await webex.removeWebhook(webhook.id)
        logger.notice("removed a webhook of ours", metadata: Self.facts(webhook))
    }

    private func renew(_ webhook: Webhook, _ plan: WebhookPlan) async throws {
        do {
            try await webex.renewWebhook(webhook, secret: plan.secret)
            logger.notice("renewed a webhook", metadata: Self.facts(webhook))
        } catch let error as WebexError where error.code == .notFound {
            // Gone since it was listed.
            try await register(WebhookPlan.Subject(resource: webhook.resource, event: webhook.event), plan)
        }
    }

    private func register(_ subject: WebhookPlan.Subject, _ plan: WebhookPlan) async throws {
        let webhook = try await webex.registerWebhook(
            named: plan.name(of: subject), targetURL: plan.owner.targetURL, resource: subject.resource,
            event: subject.event, secret: plan.secret)
        logger.notice("registered a webhook", metadata: Self.facts(webhook))
    }

    private static func facts(_ webhook: Webhook) -> Logger.Metadata {
        [
            "webhook.subject": "\(webhook.resource)/\(webhook.event)", "webhook.target": "\(webhook.targetURL)",
            "webhook.was.active": "\(webhook.isActive)",
        ]
    }
}
