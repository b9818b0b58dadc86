import HTTPTypes
package import Intake
import WebConnections

extension Router {
    /// Has `receiver` decide about webhook deliveries; a browser at their address is told that it takes none.
    package mutating func deliver(to receiver: DeliveryReceiver) {
        on(.post, "/webhook") { request in
            let outcome = await receiver.receive(
                request.body,
                WebhookSecrets.Signatures(
                    spark: request.fields[.sparkSignature], webex: request.fields[.webexSignature]),
                contentCoding: request.fields[.contentEncoding])
            return ServerResponse(outcome)
        }
    }

    /// Says that the bot takes no deliveries, since it reads its events elsewhere.
    package mutating func refuseDeliveries() {
        on(.post, "/webhook") { _ in
            .text("this bot reads its events over a websocket\n", status: .notFound)
        }
    }
}

extension ServerResponse {
    /// What the sender of a delivery is told; only what a repetition can mend is worth one, so all else that is signed is
    /// fine.
    fileprivate init(_ outcome: DeliveryOutcome) {
        switch outcome {
        case .accepted, .repeated, .own, .irrelevant, .foreign: self.init(.noContent)
        case .encoded:
            self = .text("send the delivery without a content coding\n", status: .unsupportedMediaType)
            fields[.acceptEncoding] = "identity"
        case .unsigned: self = .text("the delivery is not signed\n", status: .forbidden)
        case .forged: self = .text("the signature is not right\n", status: .forbidden)
        case .malformed: self = .text("this is not a delivery\n", status: .badRequest)
        case .full, .notReady, .notNoted:
            self = .text("try again\n", status: .serviceUnavailable)
            fields[.retryAfter] = "1"
        }
    }
}

extension HTTPField.Name {
    fileprivate static let sparkSignature = known("x-spark-signature")
    fileprivate static let webexSignature = known("x-webex-signature")

    private static func known(_ name: String) -> Self {
        guard let name = Self(name) else { fatalError("\(name) is the name of a header field") }
        return name
    }
}
