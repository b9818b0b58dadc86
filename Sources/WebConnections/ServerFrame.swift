/// A frame of a server on its way out.
struct ServerFrame {
    private var bytes: OutgoingBytes

    init(_ message: OutgoingMessage) {
        var bytes = message.bytes
        let head = Self.head(message.isBinary ? 0x82 : 0x81, size: bytes.count - Socket.headroom)
        // Into the room in front, so that a large message is not copied.
        let start = Socket.headroom - head.count
        bytes.replaceSubrange(start..<Socket.headroom, with: head)
        self.bytes = OutgoingBytes(bytes, from: start)
    }

    /// Answers a ping with what it brought.
    static func pong(_ payload: [UInt8]) -> ServerFrame { ServerFrame(0x8A, payload) }

    static let ping = ServerFrame(0x89, [])

    /// Code 1005, which stands for none, is not sent.
    static func close(_ closure: WebSocketClosure) -> ServerFrame {
        let code = closure.code == 1005 ? [] : [UInt8(closure.code >> 8), UInt8(closure.code & 0xFF)]
        return ServerFrame(0x88, code + closure.reason.utf8)
    }

    private init(_ first: UInt8, _ payload: [UInt8]) {
        bytes = OutgoingBytes(Self.head(first, size: payload.count) + payload)
    }

    /// Writes until the connection is full or nothing is left.
    mutating func write(to socket: Socket) -> OutgoingBytes.Progress { bytes.write(to: socket) }

    private static func head(_ first: UInt8, size: Int) -> [UInt8] {
        switch size {
        case ..<126: [first, UInt8(size)]
        case ..<0x1_0000: [first, 126, UInt8(size >> 8), UInt8(size & 0xFF)]
        default: [first, 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
        }
    }
}
