import HTTPTransport
import HTTPTypes
import Logging
import Recordings
import Synchronization
import WebConnections
import WebexAPI

/// Plays the token endpoint on a port of its own: gives its answers in their order, the last one ever again, and keeps what was asked.
final class TokenEndpoint: Sendable {
    private let received = Mutex<[ServerRequest]>([])
    private let answers: [ServerResponse]

    init(_ status: HTTPResponse.Status, _ body: String, fields: HTTPFields = [:]) {
        answers = [ServerResponse(status, fields: fields, body: Array(body.utf8))]
    }

    init(_ answers: ServerResponse...) { self.answers = answers }

    var requests: [ServerRequest] { received.withLock { $0 } }

    /// Serves while `body` runs with a client that knows this endpoint.
    func run<Value: Sendable>(
        clock: any Clock<Duration> = ContinuousClock(), _ body: @Sendable (OAuthClient) async throws -> Value
    ) async throws -> Value {
        let server = try WebServer(
            configuration: .init(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { [self] request in
            received.withLock { received in
                received.append(request)
                return answers[min(received.count, answers.count) - 1]
            }
        }
        let client = OAuthClient(
            apiURL: "http://127.0.0.1:\(server.port)/v1", clientID: "C1", clientSecret: Secret("client-secret-1"),
            http: try HTTPClient(), deadline: .seconds(20), clock: clock)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            defer { group.cancelAll() }
            return try await body(client)
        }
    }
}
