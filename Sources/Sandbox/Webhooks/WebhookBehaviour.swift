package import FoundationEssentials

/// How webhooks are delivered, where Webex may do so in more than one way.
package struct WebhookBehaviour: Sendable {
    /// How `X-Webex-Signature` is written.
    package enum WebexSignature: Sendable, CaseIterable {
        case bareSHA256, prefixedSHA256, bareSHA512, prefixedSHA512
    }

    /// Whether deliveries of a webhook with a secret carry `X-Spark-Signature`.
    package var hasSparkSignature = true
    /// How they carry `X-Webex-Signature`; nothing leaves it out.
    package var webexSignature: WebexSignature? = .prefixedSHA256
    /// How often every delivery is sent.
    package var copies = 1
    /// So many failed deliveries within ``failureWindow`` switch a webhook off.
    package var failuresToInactive = 100
    /// In seconds.
    package var failureWindow: TimeInterval = 300
    /// For one delivery, from connecting to the last byte of the answer.
    package var deadline: Duration = .seconds(15)

    package init() {}
}
