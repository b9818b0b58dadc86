import LoopThreads

/// Speaks HTTP to other servers: HTTP/2 where TLS lets it, connections kept and shared, any number of calls at once.
///
/// All traffic of a client runs on one thread of its own. When the last reference goes, or with ``close()``, that
/// thread ends and the connections with it. The environment is never consulted, neither for proxies nor for
/// authorities; certificates are always verified, TLS is 1.2 at least.
package final class HTTPClient: Sendable {
    /// How a client reaches servers, and what it takes from them.
    package struct Configuration: Sendable {
        /// A PEM file of certificate authorities that are trusted beside those of the system; read once.
        package var extraAuthorities: String?
        /// The proxy for a URL, `http://host:port`, or nothing for a direct connection.
        ///
        /// `https://` and credentials (`http://name:word@host:port`, percent-encoded) work as well.
        package var proxy: @Sendable (_ url: String) -> String? = { _ in nil }
        /// In bytes, once decompressed; a longer body ends the call with `.tooLarge`.
        package var maximumBodySize = 16 << 20
        /// The value of `User-Agent`, for the proxy too.
        package var userAgent = "steward"

        /// Direct connections, the system's authorities, bodies of 16 MiB at most.
        package init() {}
    }

    private let configuration: Configuration
    private let queue: CommandQueue

    /// Starts the client's thread; connects to nobody yet.
    ///
    /// - Parameter configuration: Holds for every call.
    /// - Throws: ``HTTPClientError``: `.untrusted` when ``Configuration/extraAuthorities`` cannot be read or holds no
    ///   certificate, `.invalidRequest` when the user agent is not one printable line, `.closed` when the system has no
    ///   thread or memory to give.
    package init(configuration: Configuration = Configuration()) throws(HTTPClientError) {
        guard configuration.userAgent.unicodeScalars.allSatisfy({ (" "..."~").contains($0) }) else {
            throw HTTPClientError(code: .invalidRequest, detail: "the user agent must be one line of ASCII")
        }
        let settings = TransferSettings(
            maximumBodySize: configuration.maximumBodySize, userAgent: configuration.userAgent,
            anchors: try TrustAnchors(extraAuthorities: configuration.extraAuthorities))
        self.configuration = configuration
        queue = try Self.startLoop(settings)
    }

    deinit { close() }

    private static func startLoop(_ settings: TransferSettings) throws(HTTPClientError) -> CommandQueue {
        do {
            let multi = try MultiHandle()
            let queue = CommandQueue(waking: multi)
            try LoopThread.start("http client") {
                TransferLoop(multi: multi, queue: queue, settings: settings).run()
            }
            return queue
        } catch let error as CurlError {
            throw HTTPClientError(code: .closed, detail: "could not start the client: \(error.meaning)")
        } catch {
            throw HTTPClientError(code: .closed, detail: "could not start the client: \(error)")
        }
    }

    /// Sends a request and waits for the whole answer; redirects are answers too.
    ///
    /// Calls may overlap. A request without a body that finds its kept connection closed by the server, before a byte
    /// of an answer, is sent once more on a fresh one. One with a body is never sent twice: the server may have done what
    /// it asks, and the call then ends with `.brokenAnswer`.
    ///
    /// - Parameters:
    ///   - request: What to send, and where.
    ///   - deadline: From now to the last byte of the answer; a day at most. Connecting may take 10 seconds of it.
    /// - Returns: The final response, whatever its status.
    /// - Throws: ``HTTPClientError``, or `CancellationError` as soon as the task is cancelled; the request has ended then.
    package func send(_ request: ClientRequest, deadline: Duration) async throws -> ClientResponse {
        try Task.checkCancellation()
        let call = Call(
            try OutgoingRequest(request, configuration: configuration),
            deadline: .now + min(deadline, .seconds(86_400)))
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard !queue.post(.start(call, continuation)) else { return }
                continuation.resume(throwing: call.failure(.closed, "the client was closed"))
            }
        } onCancel: {
            call.cancel()
            // A closed queue has ended the call already.
            _ = queue.post(.cancel(call))
        }
    }

    /// Ends every call with `.closed`, those to come as well, and closes the connections.
    package func close() { queue.close() }
}
