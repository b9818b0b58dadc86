import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Logging
import Recordings
import Synchronization
import TestSupport
import WebConnections
import WebexAPI

/// Plays the REST API on a port of its own: gives its answers in their order, the last one ever again.
final class ScriptedWebex: Sendable {
    private let answer: @Sendable (_ count: Int) async -> ServerResponse
    private let received = Mutex<[ServerRequest]>([])

    /// Answers as `answer` says, which is told how many requests there were.
    init(_ answer: @escaping @Sendable (_ count: Int) async -> ServerResponse) { self.answer = answer }

    convenience init(_ answers: ServerResponse...) { self.init { answers[min($0, answers.count) - 1] } }

    var requests: [ServerRequest] { received.withLock { $0 } }

    /// Serves while `body` runs with a client that knows this API.
    func run<Value: Sendable>(
        clock: any Clock<Duration> = ManualClock(), credential: WebexCredential = .fixed(Secret("token-1")),
        patience: WebexClient.Patience = .init(), now: @escaping @Sendable () -> Date = { Date() },
        _ body: @escaping @Sendable (WebexClient) async throws -> Value
    ) async throws -> Value {
        let server = try WebServer(configuration: .init(), logger: .silent) { [self] request in
            let count = received.withLock { received in
                received.append(request)
                return received.count
            }
            return await answer(count)
        }
        let client = WebexClient(
            http: try HTTPClient(), baseURL: "http://127.0.0.1:\(server.port)/v1",
            credential: credential, patience: patience, clock: clock, now: now, logger: .silent)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            defer { group.cancelAll() }
            return try await withDeadline { try await body(client) }
        }
    }
}

extension ServerResponse {
    static func json(_ body: String, link: String? = nil) -> Self {
        var fields: HTTPFields = [.contentType: "application/json"]
        if let link, let name = HTTPField.Name("Link") { fields[name] = link }
        return Self(.ok, fields: fields, body: Array(body.utf8))
    }

    static func refusal(_ status: Int, retryAfter: String? = nil) -> Self {
        var fields: HTTPFields = [:]
        fields[.retryAfter] = retryAfter
        return Self(.init(code: status), fields: fields, body: Array(#"{"message": "no"}"#.utf8))
    }
}
