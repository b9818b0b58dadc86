import Logging
import Recordings
import Synchronization
import WebConnections

/// One open event socket: acknowledges and reads what comes, and finds out when nobody is there any more.
final class MercurySession: Sendable {
    /// Why ``run(pingInterval:pongDeadline:clock:note:deliver:)`` came back.
    enum Ending: Sendable { case closed, draining }

    /// What a frame says about the way that events come.
    enum Note: Sendable {
        /// The server has taken our word for who we are.
        case ready
        /// A ping was answered: what was sent before it has arrived.
        case alive
        /// Frames before this one have not arrived, or this one cannot be read.
        case lost
    }

    private let connection: WebSocketConnection
    private let reader: ActivityReader
    private let logger: Logger
    /// The ping that has not been answered.
    private let openPing = Mutex<String?>(nil)
    private let count = Mutex(FrameCount())
    private let readiness = Mutex(false)

    /// Whether the server has taken our word for who we are: before that, nothing comes.
    var isReady: Bool { readiness.withLock { $0 } }

    /// After so many pings a server that has not done so is left.
    private static let mostPingsUnready = 3

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
    ///   - note: Called before the event that comes with the frame is handed on.
    ///   - deliver: Gets the events in their order.
    /// - Returns: `.draining` when the socket is still open and ``readRest(deliver:)`` is to read it.
    /// - Throws: `CancellationError`; a socket that closes is no error.
    func run(
        pingInterval: Duration, pongDeadline: Duration, clock: any Clock<Duration>, note: (Note) -> Void,
        deliver: (IncomingEvent) async -> Void
    ) async throws -> Ending {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.ping(every: pingInterval, within: pongDeadline, clock: clock)
            }
            defer { group.cancelAll() }
            return try await read(note: note, deliver: deliver)
        }
    }

    /// Reads what still comes over a socket whose server shuts down, until it is closed.
    ///
    /// - Parameters:
    ///   - lost: Called when frames have not arrived.
    ///   - deliver: Gets the events in their order.
    /// - Throws: `CancellationError`.
    func readRest(lost: () -> Void, deliver: (IncomingEvent) async -> Void) async throws {
        while try await read(note: { if case .lost = $0 { lost() } }, deliver: deliver) == .draining {}
    }

    private func read(note: (Note) -> Void, deliver: (IncomingEvent) async -> Void) async throws -> Ending {
        while let message = try await connection.next() {
            let bytes: [UInt8] =
                switch message {
                case .text(let text): Array(text.utf8)
                case .binary(let bytes): bytes
                }
            guard let frame = MercuryFrame(bytes) else {
                logger.warning("a frame on the event socket could not be read", metadata: ["bytes": "\(bytes.count)"])
                // What was in it may be found another way.
                note(.lost)
                continue
            }
            // Before anything else: what is not acknowledged may be sent again.
            if let id = frame.id { connection.send(.text(MercuryFrames.acknowledgement(of: id))) }
            if count.withLock({ $0.isBehindGap(frame.number) }) {
                logger.warning("frames on the event socket got lost: what people wrote is read back")
                note(.lost)
            }
            if frame.provesReadiness, !isReady {
                readiness.withLock { $0 = true }
                note(.ready)
            }
            if frame.type == "shutdown" { return .draining }
            // A socket that is not ready yet can be alive, and nothing comes over it.
            if frame.type == "pong", isAnswer(frame), isReady { note(.alive) }
            guard frame.data?.eventType == "conversation.activity", let activity = frame.data?.activity,
                let event = reader.event(from: activity)
            else { continue }
            await deliver(event)
        }
        return .closed
    }

    /// Whether the frame answers our ping.
    private func isAnswer(_ pong: MercuryFrame) -> Bool {
        openPing.withLock { open in
            guard open != nil, open == pong.id else { return false }
            open = nil
            return true
        }
    }

    /// A connection whose other end has gone can look open for hours; asking is the only way to know.
    private func ping(every interval: Duration, within deadline: Duration, clock: any Clock<Duration>) async throws {
        var pings = 0
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
            pings += 1
            if !isReady, pings >= Self.mostPingsUnready {
                logger.warning("the event socket answers pings, and does not say that events will come")
                connection.close(code: 1000, reason: "not ready")
                return
            }
        }
    }
}

/// What the numbers of a socket's frames tell of those that have not arrived.
private struct FrameCount {
    private var highest: Int?
    /// Since then, and perhaps with a number of their own that they do not name.
    private var unnumbered = 0

    /// Whether frames before this one have not arrived.
    ///
    /// One that comes again has an old number.
    mutating func isBehindGap(_ number: Int?) -> Bool {
        guard let number else {
            unnumbered += 1
            return false
        }
        guard let highest else {
            highest = number
            return false
        }
        guard number > highest else { return false }
        defer { (self.highest, unnumbered) = (number, 0) }
        return number - highest > 1 + unnumbered
    }
}
