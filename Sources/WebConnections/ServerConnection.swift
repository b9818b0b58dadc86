import HTTPTypes

/// One accepted connection, on the loop thread: requests one after the other, or a websocket.
final class ServerConnection: SocketHandler {
    /// Where the connection stands.
    private enum Phase {
        case idle
        case readingBody(RequestHead)
        /// The request is out to be answered.
        case waiting(method: HTTPRequest.Method, closes: Bool)
        case writing(ResponseWriter, then: Sequel)
        /// Answered before the body was read; what comes of it is thrown away, so that the peer reads the answer.
        case discarding
        case upgrading(ServerRequest)
        case webSocket(WebSocketDriver)
    }

    /// What follows a response.
    private enum Sequel { case nextRequest, end, discardedBody }

    private let id: SocketID
    private let server: ServerSide
    private var phase = Phase.idle
    private var isDraining = false
    /// The first request has come.
    private var hasBegun = false

    init(_ id: SocketID, of server: ServerSide) {
        self.id = id
        self.server = server
    }

    func handle(_ event: SocketEvent, on socket: Socket) -> Verdict {
        if case .destroyed = event { server.count() }
        if case .webSocket(let driver) = phase { return driver.handle(event, on: socket) }
        switch event {
        case .request: begin(socket)
        case .body(let bytes): add(bytes)
        case .bodyEnded: return endBody(socket)
        case .writable: return write(to: socket)
        case .upgradeRequested(let name): return upgrade(to: name, socket)
        case .opened: return open()
        case .timer: return timeOut(socket)
        default: break
        }
        return .carryOn
    }

    func drain(_ socket: Socket) {
        isDraining = true
        switch phase {
        case .idle: socket.abandon()
        case .webSocket(let driver): driver.channel.close(WebSocketClosure(code: 1001, reason: "server is stopping"))
        default: break
        }
    }

    /// Closes the connection when nothing comes: on whoever says nothing at all, the library does not always hang up.
    func expectRequest(_ socket: Socket) { socket.setTimer(server.patience) }

    /// Closes the connection when it stands idle, to make room for another.
    ///
    /// - Returns: `false` when it is busy, or on its way out already.
    func leave(_ socket: Socket) -> Bool {
        guard case .idle = phase, !isDraining else { return false }
        isDraining = true
        socket.abandon()
        return true
    }

    /// Closes the connection when its request is still to be answered: nobody is left to do it.
    func giveUp(_ socket: Socket) { if case .waiting = phase { socket.abandon() } }

    /// Sends the response to the request in hand.
    func answer(_ response: ServerResponse, _ socket: Socket) {
        guard case .waiting(let method, let closes) = phase else { return }
        // The library writes nothing to a connection that must not read.
        socket.resumeReading()
        // What came with this request must not be read as the next one: from its own buffer, libwebsockets 4.1 takes the
        // head of a request for its body, and then loops for ever. Peers that send ahead must do without.
        let isLast = closes || isDraining || socket.mayHoldUnread
        phase = .writing(ResponseWriter(response, to: method, closes: isLast), then: isLast ? .end : .nextRequest)
        socket.setLimit(server.patience)
        socket.requestWriting()
    }

    // MARK: Requests

    private func begin(_ socket: Socket) {
        hasBegun = true
        guard let head = RequestHead(socket, customFields: server.customFields) else {
            return refuse(.badRequest, socket, then: .end)
        }
        // Without a length the library takes all that follows for the body with these, and for nothing with the others.
        let awaitsBody = [.post, .put, .patch].contains(head.request.method)
        if head.hasTransferCoding { return refuse(.lengthRequired, socket, then: awaitsBody ? .discardedBody : .end) }
        switch head.length {
        case .malformed: refuse(.badRequest, socket)
        case .bytes(let count) where count > server.maximumBodySize: refuse(.contentTooLarge, socket)
        case .bytes(let count) where count > 0:
            phase = .readingBody(head)
            // The library begins to wait anew with every piece; where there is none, this must come before its own end.
            socket.setTimer(server.patience - .milliseconds(100))
            if head.request.fields[.expect]?.lowercased() == "100-continue" { proceed(socket) }
        case .bytes: dispatch(head, closes: false, socket)
        case .none: dispatch(head, closes: awaitsBody, socket)
        }
    }

    private func add(_ bytes: [UInt8]) {
        guard case .readingBody(var head) = phase else { return }
        // Out of the enum while it grows, or every piece would copy the whole.
        phase = .idle
        head.request.body += bytes
        phase = .readingBody(head)
    }

    private func endBody(_ socket: Socket) -> Verdict {
        switch phase {
        case .readingBody(let head): dispatch(head, closes: false, socket)
        case .discarding: return .close
        case .writing(let writer, _):
            // Either what we refused has come whole, or the peer sent ahead; the library repeats the latter without
            // rest until we have written, which a peer that does not read must not cause.
            if socket.isChoked { return .close }
            phase = .writing(writer, then: .end)
        default: break
        }
        return .carryOn
    }

    private func timeOut(_ socket: Socket) -> Verdict {
        switch phase {
        case .readingBody:
            socket.setLimit(server.patience)
            refuse(.requestTimeout, socket)
        case .idle where !hasBegun: return .close
        case .discarding: return .close
        // For what has come meanwhile: libwebsockets 4.1 rings when a timer is cancelled.
        default: break
        }
        return .carryOn
    }

    private func dispatch(_ head: RequestHead, closes: Bool, _ socket: Socket) {
        phase = .waiting(method: head.request.method, closes: closes || !head.keepsAlive)
        // The answer may take its time; the next request waits in the system's buffers.
        socket.removeLimit()
        socket.pauseReading()
        guard server.arrivals.accept(.request(head.request, id)) else {
            return answer(ServerResponse(.serviceUnavailable), socket)
        }
    }

    private func proceed(_ socket: Socket) {
        var writer = ResponseWriter(ServerResponse(.continue), to: nil, closes: false)
        _ = writer.write(to: socket)
    }

    private func refuse(_ status: HTTPResponse.Status, _ socket: Socket, then sequel: Sequel = .discardedBody) {
        phase = .writing(ResponseWriter(ServerResponse(status), to: nil, closes: true), then: sequel)
        socket.requestWriting()
    }

    private func write(to socket: Socket) -> Verdict {
        guard case .writing(var writer, let sequel) = phase else { return .carryOn }
        phase = .idle
        guard writer.write(to: socket) else { return .close }
        guard writer.isDone else {
            phase = .writing(writer, then: sequel)
            socket.setLimit(server.patience)
            return .carryOn
        }
        switch sequel {
        // The server may have begun to stop while the response was on its way.
        case .nextRequest: return !isDraining && socket.endTransaction() ? .carryOn : .close
        case .end: return .close
        case .discardedBody:
            // To close with bytes unread would reset the connection, and the peer might lose the answer.
            phase = .discarding
            socket.setTimer(.seconds(2))
            return .carryOn
        }
    }

    // MARK: Websockets

    private func upgrade(to name: UpgradeProtocol, _ socket: Socket) -> Verdict {
        hasBegun = true
        guard name == .webSocket, let sockets = server.sockets else { return .ignoreUpgrade }
        guard let head = RequestHead(socket, customFields: server.customFields) else { return .close }
        guard let status = sockets.admit(head.request) else {
            phase = .upgrading(head.request)
            return .carryOn
        }
        var writer = ResponseWriter(ServerResponse(status), to: head.request.method, closes: true)
        _ = writer.write(to: socket)
        return .close
    }

    private func open() -> Verdict {
        guard case .upgrading(let request) = phase else { return .close }
        let channel = WebSocketChannel { [id, loop = server.loop] nudge in
            loop.post { $0.nudge(id, nudge) }
        }
        phase = .webSocket(WebSocketDriver(channel, maximumMessageSize: server.maximumMessageSize))
        return server.arrivals.accept(.socket(WebSocketConnection(channel), request)) ? .carryOn : .close
    }
}
