import Logging
import Recordings
import Synchronization
import WebConnections

/// One open event socket: acknowledges and reads what comes, and finds out when nobody is there any more.
final class MercurySession: Sendable {
    /// Why ``run(pingInterval:pongDeadline:clock:ready:alive:deliver:)`` came back.
    enum Ending: Sendable { case closed, draining }

    private let connection: WebSocketConnection
    private let reader: ActivityReader
    private let logger: Logger
    /// The ping that has not been answered.
    private let openPing = Mutex<String?>(nil)

    init(connection: WebSocketConnection, reader: ActivityReader, logger: Logger) {
        self.connection = connection
        self.reader = reader
        self.logger = logger
    }

    /// Serves the socket until it is closed, or until its server says that it shuts down.
    ///
    /// - Parameters:
    ///   - pingInterval: From one ping to the next.
    ///   - pongDeadline: Shorter than that; without an answer in this time the socket is closed.
    ///   - clock: Measures both.
    ///   - ready: Called when the server has taken our word for who we are.
    ///   - alive: Called with every answer to a ping: what was sent before it has arrived.
    ///   - deliver: Gets the events in their order.
    /// - Returns: `.draining` when the socket is still open and ``readRest(deliver:)`` is to read it.
    /// - Throws: `CancellationError`; a socket that closes is no error.
    func run(
        pingInterval: Duration, pongDeadline: Duration, clock: any Clock<Duration>, ready: () -> Void,
        alive: () -> Void, deliver: (IncomingEvent) async -> Void
    ) async throws -> Ending {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.ping(every: pingInterval, within: pongDeadline, clock: clock)
            }
            defer { group.cancelAll() }
            return try await read(ready: ready, alive: alive, deliver: deliver)
        }
    }

    /// Reads what still comes over a socket whose server shuts down, until it is closed.
    func readRest(deliver: (IncomingEvent) async -> Void) async throws {
        while try await read(ready: {}, alive: {}, deliver: deliver) == .draining {}
    }

    private func read(
        ready: () -> Void, alive: () -> Void, deliver: (IncomingEvent) async -> Void
    ) async throws -> Ending {
        var isReady = false
        while let message = try await connection.next() {
            let bytes: [UInt8] =
                switch message {
                case .text(let text): Array(text.utf8)
                case .binary(let bytes): bytes
                }
            guard let frame = MercuryFrame(bytes) else {
                logger.warning("a frame on the event socket could not be read", metadata: ["bytes": "\(bytes.count)"])
                continue
            }
            // Before anything else: what is not acknowledged may be sent again.
            if let id = frame.id { connection.send(.text(MercuryFrames.acknowledgement(of: id))) }
            if frame.provesReadiness, !isReady {
                isReady = true
                ready()
            }
            if frame.type == "shutdown" { return .draining }
            if frame.type == "pong" {
                openPing.withLock { if $0 == frame.id { $0 = nil } }
                alive()
            }
            guard frame.data?.eventType == "conversation.activity", let activity = frame.data?.activity,
                let event = reader.event(from: activity)
            else { continue }
            await deliver(event)
        }
        return .closed
    }

    /// A connection whose other end has gone can look open for hours; asking is the only way to know.
    private func ping(every interval: Duration, within deadline: Duration, clock: any Clock<Duration>) async throws {
        while connection.closure == nil {
            try await clock.sleep(for: interval - deadline)
            let id = MercuryFrames.uuid()
            openPing.withLock { $0 = id }
            connection.send(.text(MercuryFrames.ping(id: id)))
            try await clock.sleep(for: deadline)
            guard openPing.withLock({ $0 == nil }) else {
                logger.warning("the event socket no longer answers")
                connection.close(code: 1000, reason: "pong not received")
                return
            }
        }
    }
}
