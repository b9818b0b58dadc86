import FoundationEssentials

/// A subscription to what happens.
struct Webhook: Sendable {
    enum Status: String { case active, inactive }
    /// Whose events it is about: those that its creator could see, or the whole organization's.
    enum Ownership: String { case creator, org }

    let id: String
    /// The account that registered it.
    let creator: String
    let resource: String
    let event: String
    let filter: WebhookFilter?
    let ownership: Ownership
    let created: Date
    var name: String
    var targetURL: String
    var secret: String?
    var status = Status.active
    /// The times of late failures.
    var failures: [Date] = []

    /// A firehose is for everything but card submissions.
    func isAbout(_ resource: String, _ event: String) -> Bool {
        let matchesResource = self.resource == resource || (self.resource == "all" && resource != "attachmentActions")
        return matchesResource && (self.event == event || self.event == "all")
    }
}

/// Every webhook there is, in the order of registration.
struct WebhookBook: Sendable {
    private var webhooks: [Webhook] = []

    var all: [Webhook] { webhooks }

    func webhooks(of account: Account) -> [Webhook] { webhooks.filter { $0.creator == account.id } }

    func webhook(_ id: String, of account: Account) -> Webhook? { webhooks(of: account).first { $0.id == id } }

    mutating func add(_ webhook: Webhook) { webhooks.append(webhook) }

    mutating func remove(_ webhook: Webhook) { webhooks.removeAll { $0.id == webhook.id } }

    /// Changes the webhook with this id, if it is still there.
    ///
    /// - Returns: The webhook as it is now.
    mutating func change(_ id: String, _ body: (inout Webhook) -> Void) -> Webhook? {
        guard let index = webhooks.firstIndex(where: { $0.id == id }) else { return nil }
        body(&webhooks[index])
        return webhooks[index]
    }

    /// Notes that a delivery failed; the last of too many switches the webhook off, and nobody is told.
    mutating func noteFailure(of id: String, at time: Date, _ behaviour: WebhookBehaviour) {
        _ = change(id) { webhook in
            webhook.failures.removeAll { $0 <= time.addingTimeInterval(-behaviour.failureWindow) }
            webhook.failures.append(time)
            if webhook.failures.count >= behaviour.failuresToInactive { webhook.status = .inactive }
        }
    }
}
