/// The loop thread's half of a websocket that a peer opened to us.
final class ServerWebSocket {
    /// How far the end has come.
    private enum Ending {
        case none
        /// This is to be said at the next chance to write.
        case due(WebSocketClosure, thenGone: Bool)
        /// Our close frame is out, and the peer's answer is awaited.
        case said
        /// Both have said it.
        case over
    }

    /// How long the peer may take to answer a close frame, and to hang up after one.
    private static let closeLimit: Duration = .seconds(2)
    /// How long the peer may be silent before it is asked for a sign of life, and again until it is given up.
    private static let quietLimit: Duration = .seconds(30)

    let channel: WebSocketChannel
    private var frames: FrameReader
    private var assembler: MessageAssembler
    private var current: ServerFrame?
    /// The last one counts.
    private var pong: ServerFrame?
    private var ending = Ending.none
    private var hasSpoken = false
    private var wasAsked = false

    init(_ channel: WebSocketChannel, maximumMessageSize: Int, on socket: Socket) {
        self.channel = channel
        frames = FrameReader(maximumSize: maximumMessageSize)
        assembler = MessageAssembler(maximumSize: maximumMessageSize)
        socket.setTimer(Self.quietLimit)
    }

    /// Does what the reader or sender has made necessary.
    func nudge(_ nudge: WebSocketChannel.Nudge, _ socket: Socket) {
        switch nudge {
        case .write: socket.requestWriting()
        case .resumeReading: socket.resumeReading()
        }
    }

    func receive(_ bytes: [UInt8], from socket: Socket) -> Verdict {
        hasSpoken = true
        frames.add(bytes)
        do throws(WebSocketClosure) {
            while let frame = try frames.next() {
                guard try take(frame, from: socket) else { return .close }
            }
        } catch { violated(error, socket) }
        return .carryOn
    }

    /// - Returns: `false` when nothing is left to be said.
    private func take(_ frame: FrameReader.Frame, from socket: Socket) throws(WebSocketClosure) -> Bool {
        switch (frame, ending) {
        case (.close, .said): return false
        case (.close(let payload), .none):
            let closure = WebSocketClosure(payload)
            channel.finish(closure)
            end(.due(closure, thenGone: true), socket)
        // Nobody listens any more.
        case (_, .due), (_, .said), (_, .over), (.pong, _): break
        case (.ping(let payload), .none):
            pong = .pong(payload)
            socket.requestWriting()
        case (.fragment(let fragment), .none): try add(fragment, socket)
        }
        return true
    }

    private func add(_ fragment: MessageAssembler.Fragment, _ socket: Socket) throws(WebSocketClosure) {
        switch assembler.add(fragment) {
        case .incomplete: break
        case .message(let message): if channel.deliver(message) { socket.pauseReading() }
        case .violation(let closure): throw closure
        }
    }

    private func violated(_ closure: WebSocketClosure, _ socket: Socket) {
        guard case .none = ending else { return }
        channel.finish(closure)
        end(.due(closure, thenGone: false), socket)
    }

    private func end(_ ending: Ending, _ socket: Socket) {
        self.ending = ending
        socket.setTimer(Self.closeLimit)
        socket.requestWriting()
    }

    /// Writes what is due, as far as the connection takes it.
    func write(to socket: Socket) -> Verdict {
        while current != nil || nextFrame(socket) {
            // Out of the object while it is written, or it would be copied.
            guard var frame = current else { break }
            current = nil
            switch frame.write(to: socket) {
            case .done: break
            case .full:
                current = frame
                socket.requestWriting()
                return .carryOn
            case .broken: return .close
            }
        }
        guard case .over = ending else { return .carryOn }
        // Closing with bytes unsent would lose the close frame.
        guard socket.isChoked else { return .close }
        socket.requestWriting()
        return .carryOn
    }

    /// Finds what to write next; `false` when there is nothing.
    private func nextFrame(_ socket: Socket) -> Bool {
        switch ending {
        case .said, .over: return false
        case .due(let closure, let thenGone):
            current = .close(closure)
            ending = thenGone ? .over : .said
        case .none:
            if let pong {
                (current, self.pong) = (pong, nil)
                return true
            }
            switch channel.nextOutgoing() {
            case nil: return false
            case .message(let message): current = ServerFrame(message)
            case .close(let closure):
                current = .close(closure)
                ending = .said
                socket.setTimer(Self.closeLimit)
            }
        }
        return true
    }

    /// Gives up a peer that does not answer a close frame, or gives no sign of life.
    func timeOut(_ socket: Socket) -> Verdict {
        guard case .none = ending, hasSpoken || !wasAsked else { return .close }
        wasAsked = !hasSpoken
        hasSpoken = false
        if wasAsked {
            pong = .ping
            socket.requestWriting()
        }
        socket.setTimer(Self.quietLimit)
        return .carryOn
    }
}
