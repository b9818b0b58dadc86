import HTTPTransport
import HTTPTypes
import Logging
import Recordings
import Synchronization
import WebConnections

/// Stands before a bot as a load balancer does: its address is known before the bot's port is.
package final class Gateway: Sendable {
    private let server: WebServer

    /// Binds a port of its own; requests wait until ``run()``.
    package init() throws {
        let http = try HTTPClient()
        let port = port
        server = try WebServer(configuration: .init(), logger: .silent) { request in
            guard let port = port.value.withLock({ $0 }) else { return ServerResponse(.badGateway) }
            do {
                return try await Gateway.pass(request, to: "http://127.0.0.1:\(port)", http)
            } catch {
                return ServerResponse(.badGateway)
            }
        }
    }

    /// Where the bot is reached.
    package var url: String { "http://127.0.0.1:\(server.port)" }

    /// Passes everything on to the bot at this port from now on.
    package func lead(to newPort: Int) { port.value.withLock { $0 = newPort } }

    /// Serves until cancelled.
    package func run() async throws { try await server.run() }

    private final class Port: Sendable {
        let value = Mutex<Int?>(nil)
    }
    private let port = Port()

    private static func pass(_ request: ServerRequest, to base: String, _ http: HTTPClient) async throws
        -> ServerResponse
    {
        let query = request.query.map { ($0.name, Optional($0.value)) }
        var outgoing = ClientRequest(
            request.method, base + request.path + PercentEncoding.query(query),
            body: request.body.isEmpty ? nil : request.body)
        for field in request.fields where !ownFields.contains(field.name.canonicalName) {
            outgoing.fields.append(field)
        }
        let response = try await http.send(outgoing, deadline: .seconds(20))
        return ServerResponse(
            response.status, fields: response.fields.filter { !ownFields.contains($0.name.canonicalName) },
            body: response.body)
    }

    /// What belongs to one of the two connections.
    private static let ownFields: Set = [
        "host", "connection", "content-length", "transfer-encoding", "content-encoding", "accept-encoding", "expect",
    ]
}
