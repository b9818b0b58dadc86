import Cryptography
import HTTPTransport
import HTTPTypes
import Logging

/// Carries deliveries to addresses of this machine, and counts those that fail.
struct Postman: Sendable {
    /// How many are under way at once; what overtakes what is nobody's business.
    private static let width = 64

    let cloud: Cloud
    let http: HTTPClient

    /// Sends until cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var underWay = 0
            for await delivery in cloud.outbox.deliveries {
                if underWay >= Self.width {
                    await group.next()
                    underWay -= 1
                }
                underWay += 1
                group.addTask { await send(delivery) }
            }
        }
    }

    private func send(_ delivery: Delivery) async {
        let status = await status(of: delivery)
        guard !Task.isCancelled else { return }
        if status.map({ (200..<300).contains($0) }) != true {
            let (now, behaviour) = (cloud.now(), cloud.behaviour.webhooks)
            cloud.withState { $0.webhooks.noteFailure(of: delivery.webhook, at: now, behaviour) }
        }
        cloud.deliveryLog.add(DeliveryReport(body: delivery.body, targetURL: delivery.targetURL, status: status))
    }

    /// What the other side answered; nothing when it did not.
    private func status(of delivery: Delivery) async -> Int? {
        guard LoopbackURL.isPlain(delivery.targetURL) else {
            cloud.logger.debug("the sandbox delivers to this machine only", metadata: ["url": "\(delivery.targetURL)"])
            return nil
        }
        do {
            var request = ClientRequest(.post, delivery.targetURL, body: delivery.body)
            request.fields = try DeliverySignature.fields(of: delivery, cloud.behaviour.webhooks)
            request.fields[.contentType] = "application/json"
            return try await http.send(request, deadline: cloud.behaviour.webhooks.deadline).status.code
        } catch {
            cloud.logger.debug("a delivery did not arrive", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

/// The fields that prove where a delivery comes from.
enum DeliverySignature {
    static func fields(of delivery: Delivery, _ behaviour: WebhookBehaviour) throws -> HTTPFields {
        var fields = HTTPFields()
        guard let secret = delivery.secret else { return fields }
        let key = Array(secret.utf8)
        if behaviour.hasSparkSignature {
            fields[.sparkSignature] = Hexadecimal.encode(try Digest.hmac(delivery.body, key: key, .sha1))
        }
        if let form = behaviour.webexSignature {
            let digest = Hexadecimal.encode(try Digest.hmac(delivery.body, key: key, form.algorithm))
            fields[.webexSignature] = form.prefix + digest
        }
        return fields
    }
}

extension WebhookBehaviour.WebexSignature {
    fileprivate var algorithm: Digest.Algorithm {
        switch self {
        case .bareSHA256, .prefixedSHA256: .sha256
        case .bareSHA512, .prefixedSHA512: .sha512
        }
    }

    fileprivate var prefix: String {
        switch self {
        case .bareSHA256, .bareSHA512: ""
        case .prefixedSHA256: "sha256="
        case .prefixedSHA512: "sha512="
        }
    }
}

extension HTTPField.Name {
    static let sparkSignature = signature("X-Spark-Signature")
    static let webexSignature = signature("X-Webex-Signature")

    private static func signature(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("\(name) is the name of a header field") }
        return name
    }
}
