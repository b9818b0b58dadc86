/// A whole message; fragments are put together before it is handed over.
package enum WebSocketMessage: Sendable, Equatable {
    case text(String)
    case binary([UInt8])
}

/// How a connection ended.
///
/// Code 1005 when the peer gave none, 1006 when it vanished without a close frame. When we ended it, code and reason are those that we gave.
package struct WebSocketClosure: Error, Sendable, Equatable {
    package var code: UInt16
    package var reason: String
    package init(code: UInt16, reason: String) {
        self.code = code
        self.reason = reason
    }
}

/// One open websocket, client or server side.
///
/// Dropping the last reference closes it with 1001.
package final class WebSocketConnection: Sendable {
    private let channel: WebSocketChannel
    /// What must live as long as the connection: the thread of the client that opened it.
    private let lease: LoopLease?

    init(_ channel: WebSocketChannel, keeping lease: LoopLease? = nil) {
        self.channel = channel
        self.lease = lease
    }

    deinit { channel.close(WebSocketClosure(code: 1001, reason: "")) }

    /// The next message, in order; `nil` when the connection is closed and everything before it was read.
    ///
    /// There is one reader: calls must not overlap. While 64 messages or 1 MiB wait to be read, the peer is held back.
    ///
    /// - Throws: `CancellationError` when cancelled, which leaves the connection open.
    package func next() async throws -> WebSocketMessage? { try await channel.next() }

    /// How it was closed; nothing while it is open.
    package var closure: WebSocketClosure? { channel.closure }

    /// Queues a message; it is dropped when the connection is closed, or is about to be.
    ///
    /// The queue has no limit: whoever sends much to a slow peer waits for its answers.
    package func send(_ message: WebSocketMessage) { channel.send(message) }

    /// Begins the close handshake; `next()` ends with `nil` when the peer has answered, after 2 seconds at most.
    ///
    /// Messages queued before go out first. Later calls change nothing.
    ///
    /// - Parameters:
    ///   - code: 1000 or 3000–4999; a server may use any code of RFC 6455.
    ///   - reason: At most 123 bytes of it are sent.
    package func close(code: UInt16 = 1000, reason: String = "") {
        channel.close(WebSocketClosure(code: code, reason: reason.prefix(utf8Count: 123)))
    }
}

extension String {
    /// The longest beginning of whole characters that takes at most `utf8Count` bytes.
    fileprivate func prefix(utf8Count: Int) -> String {
        var room = utf8Count
        return String(
            prefix { character in
                room -= character.utf8.count
                return room >= 0
            })
    }
}
