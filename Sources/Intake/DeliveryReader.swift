import FoundationEssentials
package import Recordings
import WebexAPI

/// Turns deliveries into events of ours, without asking anybody.
package struct DeliveryReader: Sendable {
    /// What a delivery comes to.
    enum Reading: Equatable, Sendable {
        case event(IncomingEvent)
        /// Our own message, which Webex delivers like any other.
        case own
        /// About something that the bot does not answer.
        case irrelevant
        /// From a webhook of somebody else.
        case foreign
        /// No delivery as Webex describes it.
        case malformed
    }

    /// Ourselves: who registered the webhooks, and whose messages are passed over.
    var me: Person
    /// Where the conversation service tells more about a message.
    var conversations = ConversationAddresses()

    /// - Parameter me: The bot.
    package init(me: Person) { self.me = me }

    /// Longer ids than Webex has ever given are none.
    private static let longestID = 512

    /// Reads a body whose signature was right; the actor in it is a guess to look ahead by, not a fact.
    func read(_ body: [UInt8]) -> Reading {
        guard let delivery = WebhookDelivery(body) else { return .malformed }
        if isForeign(delivery) { return .foreign }
        guard let kind = kind(of: delivery) else { return .irrelevant }
        guard let person = delivery.data.personId ?? delivery.actorId,
            (1...Self.longestID).contains(delivery.data.id.utf8.count), delivery.data.id.utf8.allSatisfy(Self.isPlain)
        else { return .malformed }
        let id = WebexID(delivery.data.id)
        guard id == nil || id?.kind == (kind == .message ? .message : .attachmentAction) else { return .malformed }
        let actor = PersonID(person, .person)
        guard actor != me.id else { return .own }
        // An id of a form that is not known yet is its own key.
        let event = IncomingEvent(
            id: EventID(activity: id?.key ?? delivery.data.id), kind: kind, resource: delivery.data.id,
            resolver: id.flatMap { conversations.address(of: kind, $0.key, cluster: $0.cluster) }, actor: actor)
        return .event(event)
    }

    /// Webex's ids are Base64 of either alphabet without slashes; nothing else may become part of an address.
    private static func isPlain(_ byte: UInt8) -> Bool {
        Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80 || "0123456789-_+=".utf8.contains(byte)
    }

    private func kind(of delivery: WebhookDelivery) -> IncomingEvent.Kind? {
        switch (delivery.resource, delivery.event) {
        case ("messages", "created"): .message
        case ("attachmentActions", "created"): .cardAction
        default: nil
        }
    }

    private func isForeign(_ delivery: WebhookDelivery) -> Bool {
        if let creator = delivery.createdBy, PersonID(creator, .person) != me.id { return true }
        guard let organization = delivery.orgId, let own = me.organization else { return false }
        return OrganizationID(organization, .organization) != own
    }
}

extension EventID {
    /// The event that Webex knows by this activity: the same one on the event socket and in a delivery.
    ///
    /// Only UUIDs are the same in either case.
    init(activity key: String) { self.init(UUID(uuidString: key) == nil ? key : key.lowercased()) }
}
