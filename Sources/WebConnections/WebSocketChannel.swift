import Synchronization

/// What the two ends of a websocket in this process share: the reader and sender, and the loop thread.
final class WebSocketChannel: Sendable {
    /// Something for the loop thread to do, which the other side has made necessary.
    enum Nudge: Sendable { case write, resumeReading }

    private struct State {
        var inbox = Queue<WebSocketMessage>()
        var inboxSize = 0
        var isReadingPaused = false
        var reader: CheckedContinuation<WebSocketMessage?, any Error>?
        var outbox = Queue<OutgoingMessage>()
        var isWriteAwaited = false
        var wantedClosure: WebSocketClosure?
        var closure: WebSocketClosure?
    }

    /// How much may wait for the reader before the peer is held back.
    private static let maximumWaiting = (messages: 64, bytes: 1 << 20)

    private let state = Mutex(State())
    private let nudge: @Sendable (Nudge) -> Void

    /// - Parameter nudge: Called on any thread; must not block.
    init(nudge: @escaping @Sendable (Nudge) -> Void) { self.nudge = nudge }

    var closure: WebSocketClosure? { state.withLock { $0.closure } }

    // MARK: The reader's and sender's side

    func next() async throws -> WebSocketMessage? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                read(continuation)
                // Cancelled before there was a reader to be told.
                if Task.isCancelled { cancelReader() }
            }
        } onCancel: {
            cancelReader()
        }
    }

    func send(_ message: WebSocketMessage) {
        let frame = OutgoingMessage(message)
        let isFirst = state.withLock { state in
            guard state.closure == nil, state.wantedClosure == nil else { return false }
            state.outbox.append(frame)
            defer { state.isWriteAwaited = true }
            return !state.isWriteAwaited
        }
        if isFirst { nudge(.write) }
    }

    func close(_ closure: WebSocketClosure) {
        let isFirst = state.withLock { state in
            guard state.closure == nil, state.wantedClosure == nil else { return false }
            state.wantedClosure = closure
            defer { state.isWriteAwaited = true }
            return !state.isWriteAwaited
        }
        if isFirst { nudge(.write) }
    }

    private enum Reading {
        case done(WebSocketMessage?, mayResume: Bool)
        case waiting
    }

    private func read(_ continuation: CheckedContinuation<WebSocketMessage?, any Error>) {
        let reading = state.withLock { state -> Reading in
            if let message = state.inbox.popFirst() {
                state.inboxSize -= message.size
                let mayResume =
                    state.isReadingPaused && state.inboxSize <= Self.maximumWaiting.bytes / 2
                    && state.inbox.count <= Self.maximumWaiting.messages / 2
                if mayResume { state.isReadingPaused = false }
                return .done(message, mayResume: mayResume)
            }
            if state.closure != nil { return .done(nil, mayResume: false) }
            precondition(state.reader == nil, "a websocket has one reader")
            state.reader = continuation
            return .waiting
        }
        guard case .done(let message, let mayResume) = reading else { return }
        continuation.resume(returning: message)
        if mayResume { nudge(.resumeReading) }
    }

    private func cancelReader() {
        let reader = state.withLock { state in
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(throwing: CancellationError())
    }

    // MARK: The loop thread's side

    /// Hands over a message.
    ///
    /// - Returns: Whether so many wait now that nothing more may be read from the peer.
    func deliver(_ message: WebSocketMessage) -> Bool {
        let (reader, mustPause) = state.withLock {
            state -> (CheckedContinuation<WebSocketMessage?, any Error>?, Bool) in
            guard state.closure == nil else { return (nil, false) }
            if let reader = state.reader {
                state.reader = nil
                return (reader, false)
            }
            state.inbox.append(message)
            state.inboxSize += message.size
            // Several messages can come out of one read: what comes after the one that paused reading does not resume it.
            state.isReadingPaused =
                state.isReadingPaused || state.inboxSize >= Self.maximumWaiting.bytes
                || state.inbox.count >= Self.maximumWaiting.messages
            return (nil, state.isReadingPaused)
        }
        reader?.resume(returning: message)
        return mustPause
    }

    /// Notes how the connection ended; the first word counts.
    func finish(_ closure: WebSocketClosure) {
        let reader = state.withLock { state in
            if state.closure == nil { state.closure = closure }
            state.outbox = Queue()
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: nil)
    }

    /// What is to be written next: messages first, the close frame behind them.
    enum Outgoing {
        case message(OutgoingMessage)
        case close(WebSocketClosure)
    }

    func nextOutgoing() -> Outgoing? {
        state.withLock { state in
            if let message = state.outbox.popFirst() { return .message(message) }
            if let closure = state.wantedClosure { return .close(closure) }
            state.isWriteAwaited = false
            return nil
        }
    }

    /// How the connection ended when the peer said nothing: as we asked for, or without a word.
    func finishWithoutPeer() {
        finish(state.withLock { $0.wantedClosure } ?? WebSocketClosure(code: 1006, reason: ""))
    }
}

/// A message on its way out, with the room in front that the library needs.
struct OutgoingMessage: Sendable {
    var bytes: [UInt8]
    /// Where the part begins that is not sent yet.
    var position = Socket.headroom
    let isBinary: Bool

    init(_ message: WebSocketMessage) {
        bytes = []
        bytes.reserveCapacity(Socket.headroom + message.size)
        bytes.append(contentsOf: repeatElement(0, count: Socket.headroom))
        switch message {
        case .text(let text):
            bytes += text.utf8
            isBinary = false
        case .binary(let content):
            bytes += content
            isBinary = true
        }
    }
}

extension WebSocketMessage {
    /// In bytes.
    var size: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        }
    }
}
