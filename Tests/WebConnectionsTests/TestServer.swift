import Cryptography
import Glibc
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import WebConnections

/// Runs a server on a port of its own while `body` runs, and stops it then.
func withServer<Value>(
    _ configuration: WebServer.Configuration = .init(), sockets: WebServer.Sockets? = nil,
    refusals: Refusals = Refusals(),
    handler: @escaping @Sendable (ServerRequest) async -> ServerResponse = { _ in ServerResponse(.ok) },
    _ body: (WebServer) async throws -> Value
) async throws -> Value {
    let server = try WebServer(
        configuration: configuration, sockets: sockets, logger: .silent, refused: { refusals.note($0) },
        handler: handler)
    return try await withThrowingTaskGroup { group in
        group.addTask { try await server.run() }
        let value = try await body(server)
        group.cancelAll()
        try await group.waitForAll()
        return value
    }
}

/// Whom a server turned away, and why.
final class Refusals: Sendable {
    private let seen = Mutex<[RequestRefusal]>([])
    var all: [RequestRefusal] { seen.withLock { $0 } }
    func note(_ refusal: RequestRefusal) { seen.withLock { $0.append(refusal) } }
}

/// Sends what a server is to refuse, with the end of the connection, before anything of it is handled.
func expectRefusal(_ refusal: RequestRefusal, of text: String) async throws {
    let refusals = Refusals()
    try await withServer(refusals: refusals) { request in
        Issue.record("handled \(request.path)")
        return ServerResponse(.ok)
    } _: { server in
        let client = try TCPClient(port: server.port)
        let response = try await client.exchange(text)
        #expect(response.status == refusal.status?.code)
        #expect(response.fields["connection"] == ["close"])
        #expect(try await client.isClosed())
        #expect(refusals.all == [refusal])
    }
}

/// Runs a websocket server that leaves every socket to `serve`.
func withSocketServer<Value>(
    _ configuration: WebServer.Configuration = .init(),
    serve: @escaping @Sendable (WebSocketConnection) async -> Void = echo,
    _ body: (WebServer) async throws -> Value
) async throws -> Value {
    try await withServer(
        configuration, sockets: .init(admit: { _ in nil }, serve: { socket, _ in await serve(socket) })
    ) {
        try await body($0)
    }
}

/// Sends everything back until the socket ends.
func echo(_ socket: WebSocketConnection) async {
    while let message = try? await socket.next() { socket.send(message) }
}

extension WebServer {
    /// Opens a websocket to this server, with a client made for it.
    func connect(
        path: String = "/", scheme: String = "ws", _ change: (inout WebSocketClient.Configuration) -> Void = { _ in }
    ) async throws -> WebSocketConnection {
        var configuration = WebSocketClient.Configuration()
        change(&configuration)
        return try await WebSocketClient(configuration: configuration, logger: .silent)
            .connect(to: "\(scheme)://127.0.0.1:\(port)\(path)", deadline: .seconds(20))
    }
}

extension WebServer.Configuration {
    /// The defaults with one change.
    static func with<Value>(_ property: WritableKeyPath<Self, Value>, _ value: Value) -> Self {
        var configuration = Self()
        configuration[keyPath: property] = value
        return configuration
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}

/// A fresh self-signed pair in a folder of its own, which goes with it.
final class PairFiles {
    let certificate: String
    let key: String
    private let folder: String

    init(hosts: [String] = ["127.0.0.1"]) throws {
        var template = Array("/tmp/connections.XXXXXX".utf8CString)
        guard let path = unsafe mkdtemp(&template) else { throw TCPError(code: errno) }
        folder = unsafe String(cString: path)
        certificate = "\(folder)/certificate.pem"
        key = "\(folder)/key.pem"
        let pair = try SelfSignedPair(hosts: hosts, days: 1)
        try Self.write(pair.certificate, to: certificate)
        try Self.write(pair.key, to: key)
    }

    deinit {
        for file in [certificate, key] { _ = unsafe unlink(file) }
        _ = unsafe rmdir(folder)
    }

    /// Writes what `other` holds over its own.
    func replace(with other: PairFiles) throws {
        for (from, to) in [(other.certificate, certificate), (other.key, key)] {
            guard let source = unsafe fopen(from, "r") else { throw TCPError(code: errno) }
            defer { unsafe fclose(source) }
            var bytes = [CChar](repeating: 0, count: 16 << 10)
            let count = unsafe fread(&bytes, 1, bytes.count - 1, source)
            try Self.write(String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self), to: to)
        }
    }

    var tls: TLSFiles { TLSFiles(certificate: certificate, key: key) }

    static func write(_ text: String, to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw TCPError(code: errno) }
        defer { unsafe fclose(file) }
        guard unsafe fputs(text, file) >= 0 else { throw TCPError(code: errno) }
    }
}

extension HTTPFields {
    init(named fields: KeyValuePairs<String, String>) {
        self.init(fields.compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } })
    }

    subscript(named name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}
