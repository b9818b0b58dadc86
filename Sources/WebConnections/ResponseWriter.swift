import Glibc
import HTTPTypes

/// Writes one response, as the connection takes it.
struct ResponseWriter {
    /// The head, the body.
    private var bytes: OutgoingBytes

    /// - Parameters:
    ///   - response: What to send; fields that belong to the connection are left out.
    ///   - method: Of the request: `HEAD` gets no body.
    ///   - closes: Whether this is the last response of the connection.
    init(_ response: ServerResponse, to method: HTTPRequest.Method?, closes: Bool) {
        var bytes = Array("HTTP/1.1 \(response.status.code) \(response.status.reasonPhrase)\r\n".utf8)
        for field in response.fields where !Self.ownFields.contains(field.name) && field.isSafe {
            bytes += "\(field.name.rawName): \(field.value)\r\n".utf8
        }
        if response.mayHaveBody { bytes += "content-length: \(response.body.count)\r\n".utf8 }
        if closes { bytes += "connection: close\r\n".utf8 }
        bytes += "\r\n".utf8
        if response.mayHaveBody, method != .head {
            bytes += response.isCutShort ? response.body.prefix(response.body.count / 2) : response.body[...]
        }
        self.bytes = OutgoingBytes(bytes)
    }

    /// Makes a websocket of the connection.
    init(_ handshake: WebSocketHandshake) {
        let head = """
            HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Accept: \(handshake.proof)\r\n\r\n
            """
        bytes = OutgoingBytes(Array(head.utf8))
    }

    /// What only the connection knows.
    private static let ownFields: Set<HTTPField.Name> = [
        .connection, .contentLength, .transferEncoding, .upgrade, HTTPField.Name("keep-alive") ?? .connection,
    ]

    /// Writes as much as a connection that the library does not know takes at once.
    func write(to descriptor: Int32) {
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        // What the peer has sent would otherwise make the close a reset, and lose the answer.
        var unread = [UInt8](repeating: 0, count: 16 << 10)
        _ = unsafe recv(descriptor, &unread, unread.count, flags)
        _ = unsafe bytes.rest.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, flags) }
    }

    /// Writes until the connection is full or nothing is left.
    mutating func write(to socket: Socket) -> OutgoingBytes.Progress { bytes.write(to: socket) }
}

extension ServerResponse {
    fileprivate var mayHaveBody: Bool {
        status.kind != .informational && status != .noContent && status != .notModified
    }
}

extension HTTPField {
    /// Nothing in it ends the line early.
    var isSafe: Bool { !value.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 } }
}
