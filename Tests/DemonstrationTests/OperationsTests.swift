import Demonstration
import HTTPTransport
import HTTPTypes
import Intake
import Sandbox
import Service
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct OperationsTests {
    private static func get(_ path: String, of bench: Bench) async throws -> ClientResponse {
        let port = try #require(bench.demo.steward.operationsPort)
        return try await HTTPClient().send(
            ClientRequest(.get, "http://127.0.0.1:\(port)\(path)"), deadline: .seconds(10))
    }

    @Test func `the metrics tell what the bot has done`() async throws {
        try await Bench.run { bench async throws in
            _ = try await bench.answer(to: "help")
            let text = String(decoding: try await Self.get("/metrics", of: bench).body, as: UTF8.self)
            for line in [
                // One of the bot, one of the officer whose grant was examined.
                "steward_webex_calls_total{endpoint=\"GET /people/me\",status=\"200\"} 2",
                "steward_webex_calls_total{endpoint=\"POST /access_token\",status=\"200\"} 1",
                "steward_transport_up 1", "steward_log_lines_lost 0",
                "steward_grant_held 1",
                "steward_http_requests_total{route=\"/webex/authorize\",status=\"302\"} 1",
            ] { #expect(text.contains("\(line)\n"), "\(line)") }
            for name in ["example.com", "Clara", "Alice"] { #expect(!text.contains(name)) }
        }
    }

    @Test func `a socket that was opened again is counted`() async throws {
        try await Bench.run { bench async throws in
            await bench.sandbox.socketOpened()
            bench.sandbox.closeSockets(code: 4001, reason: "test")
            await bench.sandbox.socketOpened()
            for await value in bench.demo.steward.transport.values where value == .connected { break }
            let text = String(decoding: try await Self.get("/metrics", of: bench).body, as: UTF8.self)
            #expect(text.contains("steward_transport_reconnects_total 1\n"))
        }
    }

    @Test func `a running bot is healthy, and says so to the health check`() async throws {
        try await Bench.run { bench async throws in
            let port = try #require(bench.demo.steward.operationsPort)
            let answer = try await HealthProbe.ask(ListenAddress(host: "127.0.0.1", port: port))
            #expect(answer.isHealthy)
            #expect(answer.text.contains(#""status":"ok""#))
            #expect(!answer.text.contains("example.com"))
        }
    }

    @Test func `a bot without an address for operations is asked at its public port`() async throws {
        try await Bench.run(change: { $0.operations = nil }) { bench async throws in
            var options = ServiceOptions(sandbox: bench.sandbox)
            options.port = bench.demo.steward.port
            let answer = try await HealthProbe.askPublicPort(of: options, state: "/nowhere")
            #expect(answer.isHealthy)
            #expect(answer.text == "ready\n")
        }
    }

    @Test func `where nobody answers, nothing is healthy`() async throws {
        // Port 1 of this machine: nobody listens there.
        let answer = try await HealthProbe.ask(ListenAddress(host: "127.0.0.1", port: 1))
        #expect(!answer.isHealthy)
        #expect(answer.text.contains("no answer from http://127.0.0.1:1"))
    }
}
