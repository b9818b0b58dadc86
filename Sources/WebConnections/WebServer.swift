package import HTTPTypes
package import Logging
import ServiceLifecycle
import Synchronization

/// Why the server could not start.
package struct WebServerError: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable { case cannotListen, badCertificate }
    package var code: Code
    /// For the operator; names the address or the file.
    package var detail: String
    package var description: String { detail }

    package init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }
}

/// An HTTP/1.1 and websocket server, with TLS 1.2 or newer where it has a certificate.
package final class WebServer: Service {
    package struct Configuration: Sendable {
        /// A name or an address of this machine.
        package var host = "127.0.0.1"
        /// 0 lets the system choose; ``WebServer/port`` tells which.
        package var port = 0
        package var tls: TLSFiles?
        /// How long a peer may take for a head and for a body, and may stand still while it is answered.
        ///
        /// For the handshake of TLS in whole seconds.
        package var patience: Duration = .seconds(10)
        /// When there are so many, whoever came first and has not asked for anything yet makes room, then whoever has sent
        /// half a body; when all are being answered, the newcomer is turned away.
        ///
        /// Not more than 1,024: the library's tables are made for that.
        package var maximumConnections = 1024
        /// In bytes; a longer body is answered with 413.
        package var maximumBodySize = 64 << 10
        /// In bytes; a longer websocket message closes its connection with 1009.
        package var maximumMessageSize = 4 << 20
        package init() {}
    }

    /// How websocket handshakes are answered and what happens on each socket.
    package struct Sockets: Sendable {
        /// Decides on a handshake: `nil` accepts, a status refuses with it.
        ///
        /// Called on the loop thread; must not block.
        package var admit: @Sendable (ServerRequest) -> HTTPResponse.Status?
        /// Serves one socket; when it returns, the socket is closed with 1000.
        package var serve: @Sendable (WebSocketConnection, ServerRequest) async -> Void
        package init(
            admit: @escaping @Sendable (ServerRequest) -> HTTPResponse.Status?,
            serve: @escaping @Sendable (WebSocketConnection, ServerRequest) async -> Void
        ) {
            self.admit = admit
            self.serve = serve
        }
    }

    /// The port in use.
    package let port: Int
    /// How many connections there are.
    package let connections = ConnectionCounts()

    private let loop: ServiceLoop
    private let listening: Mutex<ListeningSocket?>
    private let arrivals = Arrivals()
    private let configuration: Configuration
    private let sockets: Sockets?
    private let handler: @Sendable (ServerRequest) async -> ServerResponse
    private let refused: @Sendable (RequestRefusal) -> Void
    private let logger: Logger

    /// Binds the port; connections wait until ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen, and the limits.
    ///   - sockets: Without it, a websocket handshake is an ordinary request.
    ///   - logger: Hears that the server begins and ends, and at debug of every refusal.
    ///   - refused: Told of every peer that the handler did not answer; must not block.
    ///   - handler: Answers one request; several run at the same time.
    /// - Throws: ``WebServerError``.
    package init(
        configuration: Configuration, sockets: Sockets? = nil, logger: Logger,
        refused: @escaping @Sendable (RequestRefusal) -> Void = { _ in },
        handler: @escaping @Sendable (ServerRequest) async -> ServerResponse
    ) throws(WebServerError) {
        if let files = configuration.tls { try files.check() }
        let listening = try ListeningSocket(host: configuration.host, port: configuration.port)
        port = listening.port
        guard
            let loop = ServiceLoop(
                ContextSettings(.server(configuration.tls, patience: configuration.patience)))
        else {
            throw WebServerError(code: .cannotListen, detail: "the library refused its settings")
        }
        self.loop = loop
        self.listening = Mutex(listening)
        self.configuration = configuration
        self.sockets = sockets
        self.refused = { [logger] refusal in
            logger.debug("a peer was refused", metadata: ["http.refusal": "\(refusal.rawValue)"])
            refused(refusal)
        }
        self.handler = handler
        self.logger = logger
    }

    /// Serves connections from now on with what the files of the certificate hold now; open ones stay as they are.
    ///
    /// - Throws: ``WebServerError`` when they are no pair; the one in use then stays.
    package func readCertificateAgain() throws(WebServerError) {
        try configuration.tls?.check()
        loop.post { $0.readCertificateAgain() }
    }

    /// Answers requests until cancelled or a graceful shutdown begins; then stops listening and lets open requests finish.
    ///
    /// Idle connections are closed at once then, websockets with 1001. A server runs once.
    package func run() async throws {
        guard let listening = listening.withLock({ $0.take() }) else { return }
        try loop.start("web server") { [arrivals] in arrivals.finish() }
        let descriptor = listening.release()
        loop.post { [configuration, sockets, arrivals, connections, refused] loop in
            ServerSide(
                configuration, sockets: sockets, loop: loop, arrivals: arrivals, counts: connections, refused: refused
            ).listen(descriptor)
        }
        logger.info("listening", metadata: ["server.port": "\(port)"])
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await arrival in arrivals.stream {
                    group.addTask { await self.serve(arrival) }
                }
            }
        } onCancelOrGracefulShutdown: { [loop] in
            loop.post { $0.end() }
        }
        // A cancelled task takes no more arrivals, and theirs would wait for ever.
        loop.post { $0.withSockets(as: ServerConnection.self) { $0.giveUp($1) } }
        await loop.ended()
        logger.info("stopped listening", metadata: ["server.port": "\(port)"])
    }

    private func serve(_ arrival: Arrival) async {
        switch arrival {
        case .request(let request, let id):
            let response = await handler(request)
            loop.post { $0.withSocket(id, as: ServerConnection.self) { $0.answer(response, $1) } }
        case .socket(let connection, let request):
            await sockets?.serve(connection, request)
            connection.close()
        }
    }
}
