import Cryptography
import Recordings
import WebexAPI

@testable import Intake

/// A webhook delivery: `X-Spark-Signature`, `X-Webex-Signature`, the body.
enum WebhookFuzz {
    private static let keys = ["in use", "of an earlier registration"]
    private static let secrets = WebhookSecrets(signing: Secret(keys[0]), earlier: [Secret(keys[1])])
    private static let base = "https://conv-a.wbx2.com/conversation/api/v1"

    private static let reader: DeliveryReader = {
        var reader = DeliveryReader(
            me: Person(
                id: PersonID("a7c0f5de-1f34-4f0b-8d0e-61b7f1c5a901", .person), kind: .bot, emails: [],
                displayName: "Steward"))
        reader.conversations = ConversationAddresses(ServiceCatalogue(conversations: base), known: [])
        return reader
    }()

    static func run(_ input: FuzzInput) {
        let signatures = WebhookSecrets.Signatures(spark: input.field(0), webex: input.field(1))
        judge(input.rest, signatures)
        judgeOurs(input.rest)
        read(input.rest)
    }

    private static func hmac(_ body: [UInt8], _ key: String, _ algorithm: Digest.Algorithm) -> String {
        guard let digest = try? Digest.hmac(body, key: Array(key.utf8), algorithm) else {
            fatalError("no digest can be computed")
        }
        return Hexadecimal.encode(digest)
    }

    /// A verdict is compared with what can be told without taking the fields apart.
    private static func judge(_ body: [UInt8], _ signatures: WebhookSecrets.Signatures) {
        let verdict = secrets.judge(body, signatures)
        require((verdict == .unsigned) == (signatures.spark == nil && signatures.webex == nil), "unsigned has no field")
        guard verdict == .authentic else { return }
        let isRight = keys.contains { key in
            signatures.spark?.lowercased() == hmac(body, key, .sha1)
                || [.sha256, .sha512].contains { (algorithm: Digest.Algorithm) in
                    signatures.webex?.lowercased().hasSuffix(hmac(body, key, algorithm)) == true
                }
        }
        require(isRight, "nothing forged is believed")
    }

    /// What we would have signed is believed, and nothing else with that signature.
    private static func judgeOurs(_ body: [UInt8]) {
        for key in keys {
            let fields = [
                WebhookSecrets.Signatures(spark: hmac(body, key, .sha1)),
                WebhookSecrets.Signatures(webex: "sha256=\(hmac(body, key, .sha256))"),
                WebhookSecrets.Signatures(webex: hmac(body, key, .sha512).uppercased()),
            ]
            for signatures in fields {
                require(secrets.judge(body, signatures) == .authentic, "our own signature is believed")
                require(secrets.judge(body + [0], signatures) == .forged, "a longer body is forged")
            }
        }
    }

    private static func read(_ body: [UInt8]) {
        guard case .event(let event) = reader.read(body) else { return }
        require((1...512).contains(event.resource.utf8.count), "an id is of a sane length")
        require(event.actor != reader.me.id, "our own messages are no events")
        guard let resolver = event.resolver else { return }
        let key = resolver.split(separator: "/").last ?? ""
        require(resolver.hasPrefix("\(base)/"), "the address is the service's")
        require(WebexAddress(resolver)?.isTrusted(known: []) == true, "a token goes to Webex alone")
        require(key.allSatisfy { $0.isHexDigit || $0 == "-" }, "only a UUID becomes part of an address")
    }
}
