package import HTTPTypes
import LoopThreads
package import Logging

/// Why a websocket could not be opened.
package struct WebSocketError: Error, Equatable {
    package enum Code: Sendable, Equatable {
        case invalidURL, unreachable, untrusted, timedOut
        /// The server answered the handshake with this status instead of upgrading.
        case refused(status: Int)
    }
    package var code: Code
    package var detail: String
}

/// Opens websockets to other servers, which share one thread.
///
/// Connections outlive the client that opened them.
package final class WebSocketClient: Sendable {
    package struct Configuration: Sendable {
        /// A PEM file of certificate authorities that are trusted beside those of the system.
        package var extraAuthorities: String?
        /// The proxy for a URL, `http://host:port`, or nothing for a direct connection.
        ///
        /// Asked for every connection; the environment is never asked.
        package var proxy: @Sendable (_ url: String) -> String? = { _ in nil }
        /// In bytes; a longer message closes the connection with 1009.
        package var maximumMessageSize = 4 << 20
        package init() {}
    }

    private let configuration: Configuration
    private let lease: LoopLease
    private let logger: Logger

    /// Starts the thread.
    ///
    /// - Throws: ``WebSocketError`` with code `.untrusted` when `extraAuthorities` cannot be read.
    package init(configuration: Configuration = Configuration(), logger: Logger) throws(WebSocketError) {
        if let file = configuration.extraAuthorities, !TLSLibrary.isAuthorityFile(file) {
            throw WebSocketError(code: .untrusted, detail: "\(file): \(TLSLibrary.lastError)")
        }
        guard let loop = ServiceLoop(ContextSettings(.client(extraAuthorities: configuration.extraAuthorities))) else {
            throw WebSocketError(code: .unreachable, detail: "the library refused its settings")
        }
        do { try loop.start("websockets") } catch {
            throw WebSocketError(code: .unreachable, detail: error.description)
        }
        self.configuration = configuration
        self.logger = logger
        lease = LoopLease(loop)
    }

    /// Opens `url` (`ws` or `wss`), sending `fields` with the handshake.
    ///
    /// Redirects are refusals. Each step, the connection, TLS and the handshake, may take 10 seconds, whatever the
    /// deadline. Names are resolved on the thread of the client: a slow resolver holds up its other connections, but
    /// not the deadline.
    ///
    /// - Parameters:
    ///   - url: Absolute; its path and query are sent as they stand.
    ///   - fields: Those of the handshake itself are left out.
    ///   - deadline: For everything until the socket is open.
    /// - Returns: The open websocket; dropping it closes it.
    /// - Throws: ``WebSocketError``, or `CancellationError`.
    package func connect(to url: String, fields: HTTPFields = [:], deadline: Duration) async throws
        -> WebSocketConnection
    {
        guard let target = WebSocketURL(url) else {
            throw WebSocketError(code: .invalidURL, detail: "not a websocket address")
        }
        let attempt = ConnectionAttempt(
            to: target, fields: fields, proxy: configuration.proxy(url),
            maximumMessageSize: configuration.maximumMessageSize, lease: lease)
        logger.debug("connecting", metadata: ["server.address": "\(target.authority)"])
        return try await withThrowingTaskGroup { group in
            defer { group.cancelAll() }
            group.addTask { try await attempt.run() }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw WebSocketError(code: .timedOut, detail: "\(target.authority): no websocket in time")
            }
            guard let connection = try await group.next() else { throw CancellationError() }
            return connection
        }
    }
}
