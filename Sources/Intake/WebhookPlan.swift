import Recordings
package import WebexAPI

/// What the bot wants Webex to deliver, and what has to change for that.
package struct WebhookPlan: Sendable {
    /// One kind of event that the bot needs.
    package struct Subject: Hashable, Sendable, CustomStringConvertible {
        package let resource: String
        package let event: String

        /// Everything that people can send to the bot comes as one of these.
        package static let all = [
            Self(resource: "messages", event: "created"), Self(resource: "attachmentActions", event: "created"),
        ]

        package var description: String { "\(resource)/\(event)" }
    }

    /// One change to what is registered.
    package enum Step: Equatable, Sendable {
        case register(Subject)
        /// Give it its name and secret anew, and switch it on.
        case renew(Webhook)
        case remove(Webhook)
    }

    package let owner: WebhookOwner
    /// What deliveries are to be signed with.
    let secret: Secret
    private let fingerprint: String

    /// - Parameters:
    ///   - owner: Whose webhooks these are.
    ///   - secrets: The first signs.
    /// - Throws: `CryptographyError` when the secret has no fingerprint: it is empty.
    package init(owner: WebhookOwner, secrets: WebhookSecrets) throws {
        self.owner = owner
        secret = secrets.signing
        fingerprint = try secrets.fingerprint
    }

    /// The name of a registration; it tells with which secret, because Webex need not.
    func name(of subject: Subject) -> String {
        "\(WebhookOwner.marker)\(subject)\(WebhookOwner.mark(of: fingerprint))"
    }

    /// What has to change until every subject has one working registration; nothing when all is well.
    ///
    /// Webhooks of others are never part of it. Two of ours for the same subject would only deliver everything twice.
    package func steps(from present: [Webhook]) -> [Step] {
        let ours = present.filter(owner.isOurs)
        var kept: [Subject: Webhook] = [:]
        for subject in Subject.all {
            // A filter cannot be changed, so what has one is replaced.
            let candidates = ours.filter { $0.isAbout(subject) && $0.filter == nil }
            kept[subject] = candidates.first { isCurrent($0, for: subject) } ?? candidates.first
        }
        let changes = Subject.all.compactMap { subject -> Step? in
            guard var webhook = kept[subject] else { return .register(subject) }
            if isCurrent(webhook, for: subject) { return nil }
            webhook.name = name(of: subject)
            return .renew(webhook)
        }
        let ids = Set(kept.values.map(\.id))
        return changes + ours.filter { !ids.contains($0.id) }.map { .remove($0) }
    }

    private func isCurrent(_ webhook: Webhook, for subject: Subject) -> Bool {
        webhook.isActive && webhook.name == name(of: subject) && (webhook.secret == nil || webhook.secret == secret)
    }
}

extension Webhook {
    fileprivate func isAbout(_ subject: WebhookPlan.Subject) -> Bool {
        resource == subject.resource && event == subject.event
    }
}
