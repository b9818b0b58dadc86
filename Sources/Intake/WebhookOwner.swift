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
    private let fingerprints: Set<String>

    /// - Parameters:
    ///   - me: The bot.
    ///   - publicURL: Where the service is reached, without a slash at its end.
    ///   - fingerprints: Those of the secrets that this deployment has or had.
    package init(me: PersonID, publicURL: String, fingerprints: Set<String> = []) {
        self.me = me
        targetURL = publicURL + "/webhook"
        self.fingerprints = fingerprints
    }

    /// Whether this deployment registered the webhook: it has our mark, our address, and nobody else made it.
    package func isOurs(_ webhook: Webhook) -> Bool {
        Self.isMarked(webhook, by: me) && webhook.targetURL == targetURL
    }

    /// Whether this deployment registered the webhook when it had another address: it has our mark, it was signed with one
    /// of our secrets, which nobody else has, and nobody else made it.
    package func isFormer(_ webhook: Webhook) -> Bool {
        Self.isMarked(webhook, by: me) && webhook.targetURL != targetURL
            && fingerprints.contains { webhook.name.hasSuffix(Self.mark(of: $0)) }
    }

    /// How the name of a registration ends that is signed with the secret of this fingerprint.
    static func mark(of fingerprint: String) -> String { " [\(fingerprint)]" }

    /// Whether some deployment for the same bot registered it, be it at this address or at another.
    package static func isMarked(_ webhook: Webhook, by me: PersonID) -> Bool {
        webhook.name.hasPrefix(marker) && (webhook.creator == nil || webhook.creator == me)
    }
}
