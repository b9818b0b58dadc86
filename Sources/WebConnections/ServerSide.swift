/// What the connections of one server need of it, on the loop thread.
final class ServerSide {
    /// How long a peer may take to send a request, and may stand still in the middle of a response.
    let patience: Duration
    let loop: ServiceLoop
    let arrivals: Arrivals
    let sockets: WebServer.Sockets?
    let maximumBodySize: Int
    let maximumMessageSize: Int
    private let maximumConnections: Int
    private let isEncrypted: Bool
    private let counts: ConnectionCounts
    /// Told of every peer that the handler did not answer.
    let refused: @Sendable (RequestRefusal) -> Void
    /// The connections in the order in which they came; some are gone already.
    private var arrived = Queue<SocketID>()

    /// How many connections may be on their way out while others have taken their places: those of one turn.
    private static let leaving = Listener.batch

    init(
        _ configuration: WebServer.Configuration, sockets: WebServer.Sockets?, loop: ServiceLoop, arrivals: Arrivals,
        counts: ConnectionCounts, refused: @escaping @Sendable (RequestRefusal) -> Void
    ) {
        self.loop = loop
        self.arrivals = arrivals
        self.sockets = sockets
        maximumBodySize = configuration.maximumBodySize
        maximumMessageSize = configuration.maximumMessageSize
        patience = configuration.patience
        maximumConnections = configuration.maximumConnections
        isEncrypted = configuration.tls != nil
        self.counts = counts
        self.refused = refused
    }

    func listen(_ descriptor: Int32) {
        loop.adopt(descriptor, as: .listener) { _ in
            Listener(descriptor) { [self] connection in welcome(connection) }
        }
    }

    /// Brings the count up to date.
    func count() {
        counts.set(open: connections)
        if arrived.count > 4 * maximumConnections { arrived.removeAll { !loop.has($0) } }
    }

    /// All but the listener.
    private var connections: Int { max(0, loop.count - 1) }

    private func welcome(_ connection: Int32) {
        defer { count() }
        if connections >= maximumConnections {
            guard connections < maximumConnections + Self.leaving, makeRoom() else {
                refused(.noRoom)
                return ListeningSocket.turnAway(connection, isEncrypted: isEncrypted)
            }
        }
        guard let id = loop.adopt(connection, as: .connection, { ServerConnection($0, of: self) }) else { return }
        arrived.append(id)
        loop.withSocket(id, as: ServerConnection.self) { $0.expectRequest($1) }
    }

    /// Has whoever came first and has not asked yet leave, so that silence cannot keep others out, and after them whoever
    /// came first of those who send a body.
    ///
    /// An honest body takes one packet or a few; who takes seconds for one shares the places with those who only wait.
    ///
    /// - Returns: `false` when everybody is being answered.
    private func makeRoom() -> Bool { ServerConnection.Unfinished.allCases.contains { makeRoom(despite: $0) } }

    private func makeRoom(despite unfinished: ServerConnection.Unfinished) -> Bool {
        for _ in 0..<arrived.count {
            guard let id = arrived.popFirst() else { break }
            guard let isLeaving = loop.withSocket(id, as: ServerConnection.self, { $0.leave(despite: unfinished, $1) })
            else { continue }
            if isLeaving { return true }
            arrived.append(id)
        }
        return false
    }
}

/// What the loop thread hands to ``WebServer/run()``.
enum Arrival: Sendable {
    case request(ServerRequest, SocketID)
    case socket(WebSocketConnection, ServerRequest)
}

/// The way from the loop thread to the tasks that answer.
struct Arrivals: Sendable {
    let stream: AsyncStream<Arrival>
    private let continuation: AsyncStream<Arrival>.Continuation

    init() {
        // Without a limit of its own: there is one arrival per connection, and the connections are limited.
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    /// - Returns: `false` when nobody answers any more.
    func accept(_ arrival: Arrival) -> Bool {
        guard case .enqueued = continuation.yield(arrival) else { return false }
        return true
    }

    func finish() { continuation.finish() }
}
