import Logging
import WebConnections

/// Runs a server on a free port of 127.0.0.1 while `body` lasts; `body` is given the port.
func withServer(
    tls: TLSFiles? = nil, answering handler: @escaping @Sendable (ServerRequest) async -> ServerResponse,
    _ body: (Int) async throws -> Void
) async throws {
    var configuration = WebServer.Configuration()
    configuration.tls = tls
    configuration.maximumBodySize = 1 << 20
    let server = try WebServer(
        configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, handler: handler)
    try await withThrowingTaskGroup { group in
        group.addTask { try await server.run() }
        try await body(server.port)
        group.cancelAll()
    }
}
