import FoundationEssentials
import HTTPTypes
import Logging
import Recordings
import Synchronization
import TestSupport
import Testing
import WebConnections
import WebexAPI

@testable import Intake

/// What a session makes of what the other end of its socket sends.
@Suite(.timeLimit(.minutes(1))) struct MercurySessionTests {
    @Test(
        arguments: [
            ("a frame that cannot be read", [#"{"id": 7}"#], 1),
            ("numbers without a gap", [#"{"sequenceNumber": 1}"#, #"{"sequenceNumber": 2}"#], 0),
            ("a number that is left out", [#"{"sequenceNumber": 1}"#, #"{"sequenceNumber": 3}"#], 1),
            (
                "a number for a frame that does not name it",
                [#"{"sequenceNumber": 1}"#, "{}", #"{"sequenceNumber": 3}"#], 0
            ),
            (
                "a frame that comes again",
                [#"{"sequenceNumber": 2}"#, #"{"sequenceNumber": 1}"#, #"{"sequenceNumber": 3}"#], 0
            ),
            ("no numbers", ["{}", "{}", #"{"sequenceNumber": "many"}"#], 0),
        ] as [(String, [String], Int)])
    func `a loss is noted`(case: String, frames: [String], losses: Int) async throws {
        let count = try await Self.session { socket in
            for frame in frames { socket.send(.text(frame)) }
            socket.close()
            while (try? await socket.next()) ?? nil != nil {}
        } use: { session, clock in
            let count = Counter()
            _ = try await session.run(
                pingInterval: .seconds(10), pongDeadline: .seconds(8), clock: clock,
                note: { if case .lost = $0 { count.add() } }, deliver: { _ in })
            return count.value
        }
        #expect(count == losses, "\(`case`)")
    }

    private final class Counter: Sendable {
        private let state = Mutex(0)
        var value: Int { state.withLock { $0 } }
        func add() { state.withLock { $0 += 1 } }
    }

    /// Opens a session to a server that `serve` plays.
    private static func session<Value: Sendable>(
        _ serve: @escaping @Sendable (WebSocketConnection) async -> Void,
        use: (MercurySession, ManualClock) async throws -> Value
    ) async throws -> Value {
        let server = try WebServer(
            configuration: .init(), sockets: .init(admit: { _ in nil }, serve: { socket, _ in await serve(socket) }),
            logger: .silent
        ) { _ in ServerResponse(.notFound) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let client = try WebSocketClient(logger: .silent)
            let connection = try await client.connect(
                to: "ws://127.0.0.1:\(server.port)/", deadline: .seconds(20))
            let session = MercurySession(
                connection: connection,
                reader: ActivityReader(
                    me: PersonID("bot", .person), catalogue: .init(), known: []), logger: .silent)
            return try await use(session, ManualClock())
        }
    }
}
