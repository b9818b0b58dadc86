import Cryptography
import HTTPTransport
import HTTPTypes
import JSONTree
import Recordings
import Sandbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct HostileDeliveryTests {
    private static let alice = "alice@example.com"
    private static let host = "hana@example.com"
    private static let hostsOnly = #"{"approved_domains": ["example.com"], "respond_only_to_host": true}"#

    @Test func `a delivery that names the host as the author is answered to who wrote the message`() async throws {
        try await Forger.run(settings: Self.hostsOnly) { forger async throws in
            let sandbox = forger.bench.sandbox
            sandbox.holdDeliveries()
            let answer = try await forger.bench.answer(to: Self.alice) { sandbox in
                let message = try sandbox.say("rec 2551 234 5678", as: Self.alice)
                let body = try forger.body("messages", message, as: Self.host)
                forger.post(body)
            }
            #expect(answer.card?.text.contains("/files/") != true)
            #expect(try forger.bench.auditLines().first?["status"] == "denied")
            #expect(sandbox.written(to: Self.host).isEmpty)
        }
    }

    @Test func `a card action that names the host is answered to who pressed`() async throws {
        try await Forger.run(settings: Self.hostsOnly) { forger async throws in
            let sandbox = forger.bench.sandbox
            let form = try await forger.bench.answer(to: "help")
            sandbox.holdDeliveries()
            let inputs = ["command_keyword": "rec", "meeting_number": "25512345678", "days_back": "30"]
            let answer = try await forger.bench.answer(to: Self.alice) { sandbox in
                let action = try sandbox.submit(inputs, on: form.id, as: Self.alice)
                let body = try forger.body("attachmentActions", action, as: Self.host)
                forger.post(body)
            }
            #expect(answer.card?.text.contains("/files/") != true)
            #expect(sandbox.written(to: Self.host).isEmpty)
        }
    }

    @Test func `without a right signature nothing happens`() async throws {
        try await Forger.run { forger async throws in
            let sandbox = forger.bench.sandbox
            sandbox.holdDeliveries()
            let body = try forger.body("messages", try sandbox.say("help", as: Self.alice), as: Self.alice)
            #expect(try await forger.send(body) == 403)
            #expect(try await forger.send(body, signedWith: "a guess") == 403)
            var fields = try Forger.signature(of: body, with: Forger.secret)
            #expect(try await forger.send(body + [0x20], fields: fields) == 403)
            fields[Forger.spark] = fields[Forger.spark].map { "\($0),\($0)" }
            #expect(try await forger.send(body, fields: fields) == 403)
            try await forger.expectOneAnswer()
        }
    }

    @Test func `a body that is cut short, coded, sent in pieces or too long is refused`() async throws {
        try await Forger.run { forger async throws in
            let body = try forger.body("messages", try forger.bench.sandbox.say("help", as: Self.alice), as: Self.alice)
            var fields = try Forger.signature(of: body, with: Forger.secret)
            fields[.contentEncoding] = "gzip"
            #expect(try await forger.send(body, fields: fields) == 415)
            fields[.contentEncoding] = nil
            fields[.transferEncoding] = "chunked"
            #expect(try await forger.send(body, fields: fields) == 411)
            let long = body + Array(repeating: 0x20, count: 64 << 10)
            #expect(try await forger.send(long, signedWith: Forger.secret) == 413)
            let cut = Array(body.dropLast())
            #expect(try await forger.send(cut, fields: try Forger.signature(of: body, with: Forger.secret)) == 403)
            // Waits for the byte that never comes, until the sender gives up.
            var lying = try Forger.signature(of: body, with: Forger.secret)
            lying[.contentLength] = String(body.count + 1)
            await #expect(throws: HTTPClientError.self) {
                try await forger.send(body, fields: lying, deadline: .milliseconds(300))
            }
        }
    }

    @Test(arguments: [
        "", "null", "{}", "[[[[", #"{"resource":"messages","event":"created","data":{"id":{}}}"#, "\u{0}",
    ])
    func `signed nonsense is refused, and the bot goes on`(text: String) async throws {
        try await Forger.run { forger async throws in
            #expect(try await forger.send(Array(text.utf8), signedWith: Forger.secret) == 400)
            #expect(try await forger.send(Array(repeating: 0x5B, count: 60_000), signedWith: Forger.secret) == 400)
            #expect(try await forger.bench.answer(to: "help").card != nil)
        }
    }

    @Test func `signed deliveries that are none of ours are taken and dropped`() async throws {
        try await Forger.run { forger async throws in
            let sandbox = forger.bench.sandbox
            sandbox.holdDeliveries()
            let message = try sandbox.say("help", as: Self.alice)
            let foreign = try forger.body("messages", message, as: Self.alice, creator: Self.host)
            #expect(try await forger.send(foreign, signedWith: Forger.secret) == 204)
            for (resource, event) in [("rooms", "created"), ("messages", "deleted"), ("quanta", "entangled")] {
                let body = try forger.body(resource, message, as: Self.alice, event: event)
                #expect(try await forger.send(body, signedWith: Forger.secret) == 204)
            }
            try await forger.expectOneAnswer()
        }
    }

    @Test func `an invented message is answered to nobody`() async throws {
        try await Forger.run { forger async throws in
            let invented = "Y2lzY29zcGFyazovL3VzL01FU1NBR0UvODFiMmM5NDAtMzNmNC0xMWVmLWE1ZDYtNGRhZmI5YzgwYzA3"
            let body = try forger.body("messages", invented, as: Self.host)
            #expect(try await forger.send(body, signedWith: Forger.secret) == 204)
            #expect(try await forger.bench.answer(to: "help").card != nil)
            #expect(forger.bench.sandbox.written(to: Self.host).isEmpty)
        }
    }

    @Test func `a browser at the address of the webhooks changes nothing, whatever host it asks for`() async throws {
        try await Forger.run { forger async throws in
            let before = try await forger.webhooks()
            let http = try HTTPClient()
            let name = try #require(HTTPField.Name("Host"))
            for method in [HTTPRequest.Method.get, .put, .delete, .head] {
                var request = ClientRequest(method, forger.bench.webhookURL + "?delete=1")
                request.fields[name] = "evil.example"
                #expect(try await http.send(request, deadline: .seconds(10)).status == .methodNotAllowed)
            }
            #expect(try await forger.webhooks() == before)
            #expect(before.allSatisfy { $0["targetUrl"]?.string?.hasPrefix("http://127.0.0.1:") == true })
        }
    }

    @Test func `a lying host in a signed delivery changes nothing about its answer`() async throws {
        try await Forger.run { forger async throws in
            forger.bench.sandbox.holdDeliveries()
            let message = try forger.bench.sandbox.say("help", as: Self.alice)
            let body = try forger.body("messages", message, as: Self.alice)
            var fields = try Forger.signature(of: body, with: Forger.secret)
            fields[try #require(HTTPField.Name("Host"))] = "evil.example"
            let replies = try forger.bench.sandbox.replies(for: Self.alice)
            #expect(try await forger.send(body, fields: fields) == 204)
            for await reply in replies {
                #expect(!"\(reply)".contains("evil.example"))
                break
            }
        }
    }
}
