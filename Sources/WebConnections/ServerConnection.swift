import HTTPTypes

/// One accepted connection, on the loop thread: requests one after the other, or a websocket.
final class ServerConnection: SocketHandler {
    /// Where the connection stands.
    private enum Phase {
        case idle
        case readingHead
        case readingBody
        /// The request is out to be answered.
        case waiting(method: HTTPRequest.Method, closes: Bool)
        case writing(ResponseWriter, then: Sequel)
        /// The last answer is out; what still comes is thrown away, so that the peer reads the answer.
        case leaving
        case webSocket(ServerWebSocket)
    }

    /// What follows a response.
    private enum Sequel {
        case nextRequest, end
        case webSocket(ServerRequest)
    }

    /// Why no further request is taken.
    private enum Farewell {
        case serverStops
        /// Another connection needs its place.
        case makesRoom
    }

    /// What a peer may have sent the half of.
    enum Unfinished: CaseIterable { case head, body }

    /// How long a peer may keep a connection that it asks nothing on.
    private static let idleLimit: Duration = .seconds(65)
    /// How long a peer may take to hang up.
    private static let leavingLimit: Duration = .seconds(2)

    private let id: SocketID
    private let server: ServerSide
    private var phase = Phase.idle
    private var reader: RequestReader
    /// Nothing as long as the connection may be asked for more.
    private var farewell: Farewell?

    init(_ id: SocketID, of server: ServerSide) {
        self.id = id
        self.server = server
        reader = RequestReader(maximumBodySize: server.maximumBodySize)
    }

    func handle(_ event: SocketEvent, on socket: Socket) -> Verdict {
        switch event {
        case .bytes(let bytes): return receive(bytes, from: socket)
        case .writable: return write(to: socket)
        case .timer: return timeOut(socket)
        case .destroyed:
            server.count()
            if case .webSocket(let webSocket) = phase { webSocket.channel.finishWithoutPeer() }
        default: break
        }
        return .carryOn
    }

    func drain(_ socket: Socket) {
        farewell = .serverStops
        switch phase {
        case .idle, .readingHead: socket.abandon()
        case .webSocket(let webSocket):
            webSocket.channel.close(WebSocketClosure(code: 1001, reason: "server is stopping"))
        default: break
        }
    }

    /// Closes the connection when nothing comes: on whoever says nothing at all, the library does not hang up.
    func expectRequest(_ socket: Socket) { socket.setTimer(server.patience) }

    /// Closes the connection when it is still to be asked something, to make room for another.
    ///
    /// - Parameters:
    ///   - unfinished: What must not save it.
    ///   - socket: Its own.
    /// - Returns: `false` when it is busy, or on its way out already.
    func leave(despite unfinished: Unfinished, _ socket: Socket) -> Bool {
        guard farewell == nil else { return false }
        switch (phase, unfinished) {
        case (.leaving, _): break
        case (.idle, _), (.readingHead, _), (.readingBody, .body): server.refused(.evicted)
        default: return false
        }
        farewell = .makesRoom
        socket.abandon()
        return true
    }

    /// Closes the connection when its request is still to be answered: nobody is left to do it.
    func giveUp(_ socket: Socket) { if case .waiting = phase { socket.abandon() } }

    /// Does what the reader or sender of a websocket has made necessary.
    func nudge(_ nudge: WebSocketChannel.Nudge, _ socket: Socket) {
        if case .webSocket(let webSocket) = phase { webSocket.nudge(nudge, socket) }
    }

    /// Sends the response to the request in hand.
    func answer(_ response: ServerResponse, _ socket: Socket) {
        guard case .waiting(let method, let closes) = phase else { return }
        if response.isWithheld { return socket.abandon() }
        let isLast = closes || farewell != nil || response.isCutShort
        send(ResponseWriter(response, to: method, closes: isLast), then: isLast ? .end : .nextRequest, socket)
    }

    // MARK: Requests

    private func receive(_ bytes: [UInt8], from socket: Socket) -> Verdict {
        // The library had set one for the handshake of TLS.
        socket.removeLimit()
        switch phase {
        case .idle, .readingHead, .readingBody:
            reader.add(bytes)
            readOn(socket)
        // Read before the pause took hold.
        case .waiting, .writing: reader.add(bytes)
        case .leaving: break
        case .webSocket(let webSocket): return webSocket.receive(bytes, from: socket)
        }
        return .carryOn
    }

    private func readOn(_ socket: Socket) {
        do throws(RequestRefusal) {
            switch try reader.next() {
            case .nothing: break
            case .partOfHead: enter(.readingHead, socket)
            case .partOfBody(let awaitsContinue):
                enter(.readingBody, socket)
                if awaitsContinue { proceed(socket) }
            case .request(let request, let keepsAlive): take(request, keepsAlive: keepsAlive, socket)
            }
        } catch { refuse(error, socket) }
    }

    /// The time runs from the first byte of each, and the next bytes do not prolong it.
    private func enter(_ reading: Phase, _ socket: Socket) {
        switch (phase, reading) {
        case (.readingHead, .readingHead), (.readingBody, .readingBody): break
        default:
            phase = reading
            socket.setTimer(server.patience)
        }
    }

    private func take(_ request: ServerRequest, keepsAlive: Bool, _ socket: Socket) {
        if server.sockets != nil, WebSocketHandshake.isWanted(by: request) {
            return upgrade(request, keepsAlive: keepsAlive, socket)
        }
        phase = .waiting(method: request.method, closes: !keepsAlive)
        // The answer may take its time; the next request waits in the system's buffers.
        socket.pauseReading()
        guard server.arrivals.accept(.request(request, id)) else {
            return answer(ServerResponse(.serviceUnavailable), socket)
        }
    }

    private func proceed(_ socket: Socket) {
        // A request is read when the last answer is out; if the connection is full all the same, the peer sends its body
        // after a while of its own accord, for nobody else asks it to (RFC 9110, section 10.1.1).
        guard !socket.isChoked else { return }
        var writer = ResponseWriter(ServerResponse(.continue), to: nil, closes: false)
        _ = writer.write(to: socket)
    }

    private func refuse(_ refusal: RequestRefusal, _ socket: Socket) {
        server.refused(refusal)
        send(ResponseWriter(ServerResponse(refusal.status ?? .badRequest), to: nil, closes: true), then: .end, socket)
    }

    private func send(_ writer: ResponseWriter, then sequel: Sequel, _ socket: Socket) {
        phase = .writing(writer, then: sequel)
        socket.pauseReading()
        socket.setTimer(server.patience)
        socket.requestWriting()
    }

    private func timeOut(_ socket: Socket) -> Verdict {
        switch phase {
        case .idle, .writing, .leaving: return .close
        case .readingHead, .readingBody: refuse(.late, socket)
        // Left over from reading the request.
        case .waiting: break
        case .webSocket(let webSocket): return webSocket.timeOut(socket)
        }
        return .carryOn
    }

    // MARK: Responses

    private func write(to socket: Socket) -> Verdict {
        switch phase {
        case .webSocket(let webSocket): return webSocket.write(to: socket)
        case .writing(var writer, let sequel):
            // Out of the enum while it is written, or it would be copied.
            phase = .idle
            switch writer.write(to: socket) {
            case .done where !socket.isChoked: return proceed(to: sequel, socket)
            case .done, .full:
                send(writer, then: sequel, socket)
                return .carryOn
            case .broken: return .close
            }
        default: return .carryOn
        }
    }

    private func proceed(to sequel: Sequel, _ socket: Socket) -> Verdict {
        socket.resumeReading()
        switch sequel {
        // The server may have begun to stop while the response was on its way.
        case .nextRequest where farewell == nil:
            socket.setTimer(Self.idleLimit)
            readOn(socket)
        case .nextRequest, .end:
            // To close with bytes unread would reset the connection, and the peer might lose the answer.
            phase = .leaving
            socket.endWriting()
            socket.setTimer(Self.leavingLimit)
        case .webSocket(let request): return open(request, socket)
        }
        return .carryOn
    }

    // MARK: Websockets

    private func upgrade(_ request: ServerRequest, keepsAlive: Bool, _ socket: Socket) {
        // HTTP/1.0 knows no change of the protocol, and a connection that is to end with its answer becomes nothing else.
        guard keepsAlive, let handshake = WebSocketHandshake(request) else { return refuse(.malformed, socket) }
        if let status = server.sockets?.admit(request) {
            return send(ResponseWriter(ServerResponse(status), to: request.method, closes: true), then: .end, socket)
        }
        send(ResponseWriter(handshake), then: .webSocket(request), socket)
    }

    private func open(_ request: ServerRequest, _ socket: Socket) -> Verdict {
        let channel = WebSocketChannel { [id, loop = server.loop] nudge in
            loop.post { $0.withSocket(id, as: ServerConnection.self) { $0.nudge(nudge, $1) } }
        }
        let webSocket = ServerWebSocket(channel, maximumMessageSize: server.maximumMessageSize, on: socket)
        phase = .webSocket(webSocket)
        guard server.arrivals.accept(.socket(WebSocketConnection(channel), request)) else { return .close }
        if farewell == .serverStops { drain(socket) }
        return webSocket.receive(reader.takeRest(), from: socket)
    }
}
