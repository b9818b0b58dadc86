import CWebSockets

/// What happened to one connection, in our words.
enum SocketEvent {
    /// A listening descriptor has somebody waiting.
    case readable

    /// Bytes of a server's connection, as they came.
    case bytes([UInt8])

    // A client's side of the handshake.
    case handshakeFields(HandshakeBuffer)
    case certificateRefused(String)
    case failed(String)

    // A client's websocket.
    case opened
    case received([UInt8])
    case peerClosing([UInt8])

    case writable
    case timer
    /// The last event: the connection is gone, and its ``Socket`` with it.
    case destroyed
}

/// What the handler of an event wants done with the connection.
enum Verdict {
    case carryOn, close
}

/// Receives the events of one connection, on the loop thread.
protocol SocketHandler: AnyObject {
    func handle(_ event: SocketEvent, on socket: Socket) -> Verdict
    /// The loop wants to end: finish what is open, begin nothing.
    func drain(_ socket: Socket)
}

/// The place in the library's buffer where more handshake fields may be written.
@safe struct HandshakeBuffer {
    private let position: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
    private let room: Int

    init?(_ input: UnsafeMutableRawPointer?, room: Int) {
        guard let input = unsafe input else { return nil }
        unsafe position = input.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>.self)
        self.room = room
    }

    /// Appends `bytes` and moves the library's mark behind them; `false` when they do not fit.
    func append(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= room else { return false }
        unsafe position.pointee.update(from: bytes, count: bytes.count)
        unsafe position.pointee += bytes.count
        return true
    }
}

extension SocketEvent {
    /// Nothing for what we need not know.
    init?(
        _ reason: lws_callback_reasons, _ user: UnsafeMutableRawPointer?, _ input: UnsafeMutableRawPointer?,
        _ count: Int
    ) {
        switch reason {
        case LWS_CALLBACK_RAW_RX_FILE: self = .readable
        case LWS_CALLBACK_RAW_RX: self = unsafe .bytes(Self.bytes(input, count))
        case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER:
            guard let buffer = unsafe HandshakeBuffer(input, room: count) else { return nil }
            self = .handshakeFields(buffer)
        case LWS_CALLBACK_OPENSSL_PERFORM_SERVER_CERT_VERIFICATION:
            guard count == 0, let text = unsafe Self.certificateError(user) else { return nil }
            self = .certificateRefused(text)
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
            self = unsafe .failed(String(decoding: Self.bytes(input, count), as: UTF8.self))
        case LWS_CALLBACK_CLIENT_ESTABLISHED: self = .opened
        case LWS_CALLBACK_CLIENT_RECEIVE: self = unsafe .received(Self.bytes(input, count))
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: self = unsafe .peerClosing(Self.bytes(input, count))
        case LWS_CALLBACK_RAW_WRITEABLE, LWS_CALLBACK_CLIENT_WRITEABLE: self = .writable
        case LWS_CALLBACK_TIMER: self = .timer
        case LWS_CALLBACK_WSI_DESTROY: self = .destroyed
        default: return nil
        }
    }

    private static func bytes(_ pointer: UnsafeMutableRawPointer?, _ count: Int) -> [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: pointer, count: pointer == nil ? 0 : count))
    }

    private static func certificateError(_ store: UnsafeMutableRawPointer?) -> String? {
        let code = unsafe X509_STORE_CTX_get_error(store.map { OpaquePointer($0) })
        return unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) }
    }
}
