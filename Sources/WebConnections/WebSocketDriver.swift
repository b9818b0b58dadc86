import CWebSockets

/// The loop thread's half of a websocket, client or server side alike.
final class WebSocketDriver {
    /// How long the peer may take to answer a close frame, and to hang up after one.
    private static let closeLimit: Duration = .seconds(2)
    /// What a connection takes at once as a rule, so that the library need not keep the rest: while it does, it can
    /// answer neither a ping nor a close frame.
    private static let fragmentSize = 16 << 10

    let channel: WebSocketChannel
    private var assembler: MessageAssembler
    private var current: OutgoingMessage?
    /// The peer broke a rule and will be told so at the next chance to write; until then its bytes are thrown away.
    private var violation: WebSocketClosure?
    /// Our close frame is on its way; to ask for the close again would cut the peer's answer off.
    private var isClosing = false
    /// The peer, or we, have begun to close, and the other side may take only so long.
    private var hasLimit = false

    init(_ channel: WebSocketChannel, maximumMessageSize: Int) {
        self.channel = channel
        assembler = MessageAssembler(maximumSize: maximumMessageSize)
    }

    func handle(_ event: SocketEvent, on socket: Socket) -> Verdict {
        switch event {
        case .received(let bytes): receive(bytes, from: socket)
        case .writable: return write(to: socket)
        case .peerClosing(let payload):
            channel.finish(WebSocketClosure(payload))
            limit(socket)
        // Another may be left over from the request.
        case .timer: return hasLimit ? .close : .carryOn
        case .destroyed: channel.finishWithoutPeer()
        default: break
        }
        return .carryOn
    }

    private func receive(_ bytes: [UInt8], from socket: Socket) {
        guard violation == nil else { return }
        let fragment = MessageAssembler.Fragment(
            bytes: bytes, isFirst: socket.isFirstFragment, isLast: socket.isMessageEnd, isBinary: socket.isBinary)
        switch assembler.add(fragment) {
        case .incomplete: break
        case .message(let message):
            if channel.deliver(message) { socket.pauseReading() }
        case .violation(let closure):
            violation = closure
            channel.finish(closure)
            socket.requestWriting()
        }
    }

    private func write(to socket: Socket) -> Verdict {
        // A close frame must not follow bytes that the library still holds: it would drop the frame.
        guard !isClosing else { return .carryOn }
        while !socket.isChoked {
            if let violation { return close(socket, with: violation) }
            if current == nil {
                switch channel.nextOutgoing() {
                case nil: return .carryOn
                case .close(let closure): return close(socket, with: closure)
                case .message(let message): current = message
                }
            }
            guard writeFragment(to: socket) else { return .close }
        }
        socket.requestWriting()
        return .carryOn
    }

    /// Writes the next part of the current message; `false` when the connection is broken.
    private func writeFragment(to socket: Socket) -> Bool {
        guard var message = current else { return true }
        // Out of the object while it is written to, or it would be copied.
        current = nil
        let end = min(message.bytes.count, message.position + Self.fragmentSize)
        let isFirst = message.position == Socket.headroom
        var kind = isFirst ? (message.isBinary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT) : LWS_WRITE_CONTINUATION
        if end < message.bytes.count { kind = lws_write_protocol(kind.rawValue | LWS_WRITE_NO_FIN.rawValue) }
        guard socket.write(&message.bytes, message.position..<end, as: kind) else { return false }
        message.position = end
        if end < message.bytes.count { current = message }
        return true
    }

    private func close(_ socket: Socket, with closure: WebSocketClosure) -> Verdict {
        isClosing = true
        socket.setCloseReason(closure)
        limit(socket)
        return .close
    }

    private func limit(_ socket: Socket) {
        hasLimit = true
        socket.setTimer(Self.closeLimit)
    }
}

extension WebSocketClosure {
    /// Reads the payload of the peer's close frame.
    init(_ payload: [UInt8]) {
        if payload.count < 2 {
            self.init(code: 1005, reason: "")
        } else {
            self.init(
                code: UInt16(payload[0]) << 8 | UInt16(payload[1]),
                reason: String(decoding: payload.dropFirst(2), as: UTF8.self))
        }
    }
}
