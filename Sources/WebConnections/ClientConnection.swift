import HTTPTypes

/// One connection that we opened, on the loop thread: the handshake first, then the websocket.
final class ClientConnection: SocketHandler {
    private enum Phase {
        case connecting(ConnectionAttempt)
        case open(WebSocketDriver)
        case over
    }

    private let id: SocketID
    private var phase: Phase
    private var certificateError: String?

    init(_ id: SocketID, for attempt: ConnectionAttempt) {
        self.id = id
        phase = .connecting(attempt)
    }

    func handle(_ event: SocketEvent, on socket: Socket) -> Verdict {
        switch phase {
        case .open(let driver): return driver.handle(event, on: socket)
        case .connecting(let attempt): return connect(attempt, event, socket)
        case .over: return .carryOn
        }
    }

    func drain(_ socket: Socket) {
        switch phase {
        case .open(let driver): driver.channel.close(WebSocketClosure(code: 1001, reason: ""))
        case .connecting, .over: socket.abandon()
        }
    }

    /// Ends the handshake without an outcome; an open websocket is for its owner to close.
    func abandon(_ socket: Socket) {
        if case .connecting = phase { socket.abandon() }
    }

    private func connect(_ attempt: ConnectionAttempt, _ event: SocketEvent, _ socket: Socket) -> Verdict {
        switch event {
        case .handshakeFields(let buffer):
            if !buffer.append(Self.lines(attempt.fields)) {
                attempt.fail(.invalidURL, "more handshake fields than fit")
                return .close
            }
        case .certificateRefused(let text): certificateError = text
        case .failed(let text): fail(attempt, text, socket)
        case .opened: open(attempt)
        case .destroyed:
            phase = .over
            attempt.fail(.unreachable, "closed during the handshake")
        default: break
        }
        return .carryOn
    }

    private func fail(_ attempt: ConnectionAttempt, _ text: String, _ socket: Socket) {
        phase = .over
        if let certificateError {
            attempt.fail(.untrusted, certificateError)
        } else if let status = socket.responseStatus, status != 101 {
            attempt.fail(.refused(status: status), "answered \(status)")
        } else {
            attempt.fail(.unreachable, text.trimmingPrefix("HS: ").lowercased())
        }
    }

    private func open(_ attempt: ConnectionAttempt) {
        let channel = WebSocketChannel { [id, loop = attempt.lease.loop] nudge in
            loop.post { $0.nudge(id, nudge) }
        }
        phase = .open(WebSocketDriver(channel, maximumMessageSize: attempt.maximumMessageSize))
        attempt.settle(.success(WebSocketConnection(channel, keeping: attempt.lease)))
    }

    /// The fields as they stand in the request, without those that make it a handshake.
    private static func lines(_ fields: HTTPFields) -> [UInt8] {
        var lines: [UInt8] = []
        for field in fields where field.isSafe && !isReserved(field.name) {
            lines += "\(field.name.rawName): \(field.value)\r\n".utf8
        }
        return lines
    }

    private static func isReserved(_ name: HTTPField.Name) -> Bool {
        name.canonicalName.hasPrefix("sec-websocket-")
            || ["host", "connection", "upgrade", "content-length", "transfer-encoding"].contains(name.canonicalName)
    }
}
