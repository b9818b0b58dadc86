import FoundationEssentials

/// The body of a delivery, with the names that Webex uses: what happened, never what was said.
struct WebhookDelivery: Decodable, Sendable {
    /// The thing that it happened to.
    struct Payload: Decodable, Sendable {
        var id: String
        var personId: String?
    }
    var resource: String
    var event: String
    /// Who registered the webhook.
    var createdBy: String?
    /// The organization of whoever registered it.
    var orgId: String?
    var actorId: String?
    var data: Payload

    /// Reads a body; nothing when it is no delivery.
    init?(_ body: [UInt8]) {
        guard let delivery = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
        self = delivery
    }
}
