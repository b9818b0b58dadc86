import FoundationEssentials
import HTTPTypes
import JSONTree
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
    @Test func `a server that answers pings and never says that events will come is left after half a minute`()
        async throws
    {
        let (rounds, round) = AsyncStream.makeStream(of: Void.self)
        try await Self.session { socket in
            while case .text(let text)? = try? await socket.next() {
                let message = try? JSONValue(parsing: Array(text.utf8))
                if message?["type"]?.string == "ping", let id = message?["id"]?.string {
                    socket.send(.text(#"{"id": "\#(id)", "type": "pong"}"#))
                    // Whoever acknowledges this has dealt with the pong.
                    socket.send(.text(#"{"id": "after"}"#))
                } else if message?["messageId"]?.string == "after" {
                    round.yield()
                }
            }
        } use: { session, clock in
            async let ending = session.run(
                pingInterval: .seconds(10), pongDeadline: .seconds(8), clock: clock, note: { _ in }, deliver: { _ in })
            var answered = rounds.makeAsyncIterator()
            for _ in 1...3 {
                #expect(await clock.advanceToNextWakeup() == .seconds(2))
                await answered.next()
                #expect(await clock.advanceToNextWakeup() == .seconds(8))
            }
            let end = try await ending
            #expect(end == .closed)
        }
    }

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
