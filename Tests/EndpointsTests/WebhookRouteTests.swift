import Endpoints
import HTTPTypes
import Intake
import Logging
import Recordings
import Testing

@testable import WebConnections

@Suite struct WebhookRouteTests {
    private let receiver = DeliveryReceiver(
        secrets: WebhookSecrets(signing: Secret("s")), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    private func respond(_ method: HTTPRequest.Method, fields: [String: String] = [:]) async -> ServerResponse {
        var router = Router()
        router.deliver(to: receiver)
        var request = ServerRequest.make(method, "/webhook")
        request.query = [("delete", "1")]
        for (name, value) in fields { if let name = HTTPField.Name(name) { request.fields[name] = value } }
        return await router.respond(to: request)
    }

    @Test(arguments: [HTTPRequest.Method.get, .head, .put, .delete, .patch])
    func `nothing but a POST does anything`(method: HTTPRequest.Method) async {
        let response = await respond(method)
        #expect(response.status == .methodNotAllowed)
        #expect(response.fields[.allow] == "POST")
        #expect(DeliveryOutcome.allCases.allSatisfy { receiver.counts[$0] == 0 })
    }

    @Test func `what nobody signed is forbidden, with and without a signature`() async {
        #expect(await respond(.post).status == .forbidden)
        #expect(await respond(.post, fields: ["X-Spark-Signature": "00"]).status == .forbidden)
        #expect(receiver.counts[.unsigned] == 1)
        #expect(receiver.counts[.forged] == 1)
    }

    // HMAC of nothing with the secret "s".
    @Test(arguments: [
        ("X-Spark-Signature", "71d58ad26842efdab8a2d541818921d2066afebd"),
        ("X-Webex-Signature", "sha256=64eca07cce67929c357d63d0a4aec207e774800403298914fc04e88ce02ac49f"),
    ])
    func `what is signed in either field is asked to come again while the bot starts`(name: String, value: String) async
    {
        let response = await respond(.post, fields: [name: value])
        #expect(response.status == .serviceUnavailable)
        #expect(response.fields[.retryAfter] == "1")
    }

    @Test func `a coded body is told what to do instead`() async {
        let response = await respond(.post, fields: ["Content-Encoding": "gzip"])
        #expect(response.status == .unsupportedMediaType)
        #expect(response.fields[.acceptEncoding] == "identity")
    }

    @Test func `a bot that reads a websocket takes no deliveries and still has no page there`() async {
        var router = Router()
        router.refuseDeliveries()
        #expect(await router.respond(to: .make(.post, "/webhook")).status == .notFound)
        #expect(await router.respond(to: .make(.get, "/webhook")).status == .methodNotAllowed)
    }
}
