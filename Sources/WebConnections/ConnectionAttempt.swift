import HTTPTypes
import Synchronization

/// One attempt to open a websocket: asked for on a task, made on the loop thread.
final class ConnectionAttempt: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<WebSocketConnection, any Error>)
        /// Nobody waits any more; the connection, if one was begun, must go.
        case settled
    }

    let target: WebSocketURL
    let fields: HTTPFields
    let maximumMessageSize: Int
    let lease: LoopLease
    private let proxy: String?
    private let state = Mutex(State.idle)
    private let socket = Mutex<SocketID?>(nil)

    init(to target: WebSocketURL, fields: HTTPFields, proxy: String?, maximumMessageSize: Int, lease: LoopLease) {
        self.target = target
        self.fields = fields
        self.proxy = proxy
        self.maximumMessageSize = maximumMessageSize
        self.lease = lease
    }

    /// Returns the open websocket, or throws why there is none.
    ///
    /// Cancelling abandons the attempt. Called once.
    func run() async throws -> WebSocketConnection {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0 = .waiting(continuation) }
                // Cancelled before there was somebody to be told.
                if Task.isCancelled { cancel() }
                lease.loop.post { [self] in begin(on: $0) }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Settles the attempt; only the first outcome counts.
    func settle(_ outcome: Result<WebSocketConnection, any Error>) {
        let continuation = state.withLock { state -> CheckedContinuation<WebSocketConnection, any Error>? in
            guard case .waiting(let continuation) = state else { return nil }
            state = .settled
            return continuation
        }
        continuation?.resume(with: outcome)
    }

    /// Says the same of every failure: what, and where.
    func fail(_ code: WebSocketError.Code, _ detail: String) {
        settle(.failure(WebSocketError(code: code, detail: "\(target.authority): \(detail)")))
    }

    private func cancel() {
        settle(.failure(CancellationError()))
        lease.loop.post { [self] loop in
            guard let id = socket.withLock({ $0 }) else { return }
            loop.withSocket(id, as: ClientConnection.self) { $0.abandon($1) }
        }
    }

    private func begin(on loop: ServiceLoop) {
        guard state.withLock({ if case .waiting = $0 { true } else { false } }) else { return }
        let isBegun = loop.connect(target, proxy: proxy) { id in
            socket.withLock { $0 = id }
            return ClientConnection(id, for: self)
        }
        if !isBegun { fail(.unreachable, "cannot connect") }
    }
}
