package import Recordings
package import WebexAPI

/// Tells the webhooks of this deployment from all others, which it never touches.
package struct WebhookOwner: Sendable, Equatable {
    /// Every name that we give begins so.
    static let marker = "steward "

    /// The bot, which registers.
    package let me: PersonID
    /// Where deliveries to this deployment go.
    package let targetURL: String

    /// - Parameters:
    ///   - me: The bot.
    ///   - publicURL: Where the service is reached, without a slash at its end.
    package init(me: PersonID, publicURL: String) {
        self.me = me
        targetURL = publicURL + "/webhook"
    }

    /// Whether this deployment registered the webhook: it has our mark, our address, and nobody else made it.
    package func isOurs(_ webhook: Webhook) -> Bool {
        Self.isMarked(webhook, by: me) && webhook.targetURL == targetURL
    }

    /// Whether some deployment for the same bot registered it, be it at this address or at another.
    package static func isMarked(_ webhook: Webhook, by me: PersonID) -> Bool {
        webhook.name.hasPrefix(marker) && (webhook.creator == nil || webhook.creator == me)
    }
}
