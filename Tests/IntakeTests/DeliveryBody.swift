import Cryptography
import FoundationEssentials
import JSONTree
import Recordings
import WebexAPI

@testable import Intake

extension Person {
    /// The bot that receives deliveries.
    static let bot = Person(
        id: PersonID("a7c0f5de-1f34-4f0b-8d0e-61b7f1c5a901", .person), kind: .bot, emails: [], displayName: "Steward",
        organization: OrganizationID("5c1d2a70-3b7e-4c0a-9a55-0d7b2e4f8a11", .organization))
}

/// A delivery as Webex writes it, to be changed and signed.
struct DeliveryBody {
    static let key = "81b2c940-33f4-11ef-a5d6-4dafb9c80c07"
    static let alice = PersonID("2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02", .person)

    var resource = "messages"
    var event = "created"
    var id = WebexID(.message, key).publicID
    var person = alice.publicID
    var creator = Person.bot.id.publicID
    /// Without the scheme of other ids.
    var organization = "NWMxZDJhNzAtM2I3ZS00YzBhLTlhNTUtMGQ3YjJlNGY4YTEx"

    var messageID: String { id }

    var bytes: [UInt8] {
        let body: JSONValue = [
            "id": "webhook-1", "name": "steward messages/created [00000000]", "resource": .string(resource),
            "event": .string(event), "orgId": .string(organization), "createdBy": .string(creator),
            "status": "active", "actorId": .string(person),
            "data": ["id": .string(id), "roomId": "room-1", "roomType": "direct", "personId": .string(person)],
        ]
        return body.utf8
    }

    /// The body with another message's id.
    static func numbered(_ number: Int) -> Self {
        var body = Self()
        let digits = String(number)
        body.id = WebexID(.message, key.dropLast(digits.count) + digits).publicID
        return body
    }
}

extension [UInt8] {
    /// The signature of these bytes in the well-known field.
    func signed(with secret: String) throws -> WebhookSecrets.Signatures {
        WebhookSecrets.Signatures(spark: Hexadecimal.encode(try Digest.hmac(self, key: Array(secret.utf8), .sha1)))
    }
}
