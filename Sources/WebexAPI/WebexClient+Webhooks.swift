import HTTPTypes
import JSONTree
package import Recordings

extension Resource {
    /// A subscription that Webex sends deliveries for.
    package enum Webhook {}
}

/// A webhook's public id.
package typealias WebhookID = Identifier<Resource.Webhook>

/// A registered subscription: what Webex tells to whom.
package struct Webhook: Sendable, Equatable {
    package var id: WebhookID
    package var name: String
    /// Where deliveries go.
    package var targetURL: String
    /// The kind of thing it is about, for example `messages`.
    package var resource: String
    /// What happened to it, for example `created`.
    package var event: String
    /// Which of these events are delivered; nothing means all of them.
    package var filter: String?
    /// What deliveries are signed with, where Webex tells it.
    package var secret: Secret?
    /// Whether it delivers: Webex switches it off after many failures, and tells nobody.
    package var isActive: Bool
    /// Who registered it, where Webex tells it.
    package var creator: PersonID?

    package init(
        id: WebhookID, name: String, targetURL: String, resource: String, event: String, filter: String? = nil,
        secret: Secret? = nil, isActive: Bool = true, creator: PersonID? = nil
    ) {
        self.id = id
        self.name = name
        self.targetURL = targetURL
        self.resource = resource
        self.event = event
        self.filter = filter
        self.secret = secret
        self.isActive = isActive
        self.creator = creator
    }
}

/// A webhook as `GET /webhooks` answers.
private struct WebhookItem: Decodable {
    var id: String
    var name: String?
    var targetUrl: String?
    var resource: String?
    var event: String?
    var filter: String?
    var secret: String?
    var status: String?
    var createdBy: String?
}

extension WebexClient {
    /// Every webhook of the credential's account, whoever's program registered it.
    ///
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/webhooks/list-webhooks>
    package func webhooks() async throws -> [Webhook] {
        let call = WebexCall("/webhooks", at: baseURL, query: [("max", "100")])
        return try await allItems(of: call).map { (item: WebhookItem) in Webhook(item) }
    }

    /// Registers a webhook for every event of one kind.
    ///
    /// Not repeated after a time-out: Webex may have registered it all the same.
    ///
    /// - Parameters:
    ///   - name: Shown to whoever lists the webhooks, and part of every delivery.
    ///   - targetURL: Where deliveries go; Webex asks for https.
    ///   - resource: For example `messages`.
    ///   - event: For example `created`.
    ///   - secret: What deliveries are signed with.
    /// - Returns: The new webhook.
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/webhooks/create-a-webhook>
    @discardableResult
    package func registerWebhook(
        named name: String, targetURL: String, resource: String, event: String, secret: Secret
    ) async throws -> Webhook {
        let call = WebexCall(
            "/webhooks", method: .post, at: baseURL,
            body: [
                "name": .string(name), "targetUrl": .string(targetURL), "resource": .string(resource),
                "event": .string(event), "secret": .string(secret.reveal()),
            ])
        return Webhook(try await answer(to: call, as: WebhookItem.self))
    }

    /// Gives a webhook its name, target and secret anew, and switches it on.
    ///
    /// Nothing else of a webhook can be changed.
    ///
    /// - Parameters:
    ///   - webhook: With the name and the target that it is to have.
    ///   - secret: What its deliveries are to be signed with from now on.
    /// - Returns: The webhook as it is now.
    /// - Throws: ``WebexError``, with code `.notFound` when it is gone.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/webhooks/update-a-webhook>
    @discardableResult
    package func renewWebhook(_ webhook: Webhook, secret: Secret) async throws -> Webhook {
        let call = WebexCall(
            "/webhooks/{id}", method: .put, id: webhook.id.text, at: baseURL,
            body: [
                "name": .string(webhook.name), "targetUrl": .string(webhook.targetURL),
                "secret": .string(secret.reveal()), "status": "active",
            ])
        return Webhook(try await answer(to: call, as: WebhookItem.self))
    }

    /// Removes a webhook; one that is gone already counts as removed.
    ///
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/webhooks/delete-a-webhook>
    package func removeWebhook(_ id: WebhookID) async throws {
        do {
            _ = try await send(WebexCall("/webhooks/{id}", method: .delete, id: id.text, at: baseURL))
        } catch let error as WebexError where error.code == .notFound {
            return
        }
    }
}

extension Webhook {
    fileprivate init(_ item: WebhookItem) {
        self.init(
            id: WebhookID(item.id), name: item.name ?? "", targetURL: item.targetUrl ?? "",
            resource: item.resource ?? "", event: item.event ?? "",
            filter: item.filter.flatMap { $0.isEmpty ? nil : $0 }, secret: item.secret.map { Secret($0) },
            isActive: item.status == "active", creator: item.createdBy.map { PersonID($0, .person) })
    }
}
