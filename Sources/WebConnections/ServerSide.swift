import HTTPTypes

/// What the connections of one server need of it, on the loop thread.
final class ServerSide {
    /// Seconds that a peer may stand still in the middle of a request or response.
    static let patience: Int32 = 10

    let loop: ServiceLoop
    let arrivals: Arrivals
    let sockets: WebServer.Sockets?
    let maximumBodySize: Int
    let maximumMessageSize: Int
    let customFields: [HTTPField.Name]

    init(_ configuration: WebServer.Configuration, sockets: WebServer.Sockets?, loop: ServiceLoop, arrivals: Arrivals) {
        self.loop = loop
        self.arrivals = arrivals
        self.sockets = sockets
        maximumBodySize = configuration.maximumBodySize
        maximumMessageSize = configuration.maximumMessageSize
        customFields = configuration.customFields
    }

    func listen(_ descriptor: Int32) {
        loop.adopt(descriptor, as: .listener) { _ in
            Listener(descriptor) { [self] connection in
                loop.adopt(connection, as: .connection) { ServerConnection($0, of: self) }
            }
        }
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
