import HTTPTypes
import Logging
import ServiceLifecycle
import Testing

@testable import WebConnections

@Suite(.timeLimit(.minutes(1))) struct WebSocketTests {
    @Test(arguments: [
        WebSocketMessage.text("Grüße 😀"), .text(""), .binary([0, 255, 1]), .binary([]),
        .binary((0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 / 3) }),
        .text(String(repeating: "é", count: 70_000)),
    ])
    func `a message arrives as it was sent, both ways`(message: WebSocketMessage) async throws {
        try await withSocketServer { server in
            let socket = try await server.connect()
            socket.send(message)
            #expect(try await socket.next() == message)
        }
    }

    @Test func `messages keep their order`() async throws {
        try await withSocketServer { server in
            let socket = try await server.connect()
            for number in 0..<2000 { socket.send(.text("\(number)")) }
            for number in 0..<2000 { #expect(try await socket.next() == .text("\(number)")) }
        }
    }

    @Test func `500 sockets of one client are open at the same time`() async throws {
        try await withSocketServer { server in
            let client = try WebSocketClient(logger: .silent)
            let sockets = try await withThrowingTaskGroup { group in
                for _ in 0..<500 {
                    group.addTask {
                        try await client.connect(to: "ws://127.0.0.1:\(server.port)/", deadline: .seconds(30))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (number, socket) in sockets.enumerated() { socket.send(.text("\(number)")) }
            for (number, socket) in sockets.enumerated() { #expect(try await socket.next() == .text("\(number)")) }
        }
    }

    @Test(arguments: [
        (WebSocketClosure(code: 4001, reason: "stale device"), WebSocketClosure(code: 4001, reason: "stale device")),
        (WebSocketClosure(code: 1000, reason: ""), WebSocketClosure(code: 1000, reason: "")),
        (
            WebSocketClosure(code: 3000, reason: String(repeating: "é", count: 100)),
            WebSocketClosure(code: 3000, reason: String(repeating: "é", count: 61))
        ),
    ])
    func `the client learns how the server closed`(given: WebSocketClosure, seen: WebSocketClosure) async throws {
        try await withSocketServer(serve: { socket in
            socket.send(.text("last"))
            socket.close(code: given.code, reason: given.reason)
        }) { server in
            let socket = try await server.connect()
            #expect(try await socket.next() == .text("last"))
            #expect(try await socket.next() == nil)
            #expect(socket.closure == seen)
        }
    }

    @Test func `the server learns how the client closed`() async throws {
        let (seen, report) = AsyncStream<WebSocketClosure?>.makeStream()
        try await withSocketServer(serve: { socket in
            await echo(socket)
            report.yield(socket.closure)
        }) { server in
            let socket = try await server.connect()
            socket.close(code: 4444, reason: "done")
            #expect(try await socket.next() == nil)
            #expect(socket.closure == WebSocketClosure(code: 4444, reason: "done"))
            #expect(await seen.first { _ in true } == WebSocketClosure(code: 4444, reason: "done"))
        }
    }

    @Test func `what is sent after the end is dropped`() async throws {
        try await withSocketServer { server in
            let socket = try await server.connect()
            socket.close()
            socket.send(.text("late"))
            #expect(try await socket.next() == nil)
            socket.send(.text("later"))
            #expect(try await socket.next() == nil)
        }
    }

    @Test func `a dropped socket is closed, also when its client is gone`() async throws {
        let (seen, report) = AsyncStream<WebSocketClosure?>.makeStream()
        try await withSocketServer(serve: { socket in
            await echo(socket)
            report.yield(socket.closure)
        }) { server in
            do {
                let socket = try await server.connect()
                socket.send(.text("hello"))
                _ = try await socket.next()
            }
            #expect(await seen.first { _ in true } == WebSocketClosure(code: 1001, reason: ""))
        }
    }

    @Test func `a cancelled reader leaves the socket open`() async throws {
        try await withSocketServer { server in
            let socket = try await server.connect()
            await withThrowingTaskGroup { group in
                group.addTask { _ = try await socket.next() }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            socket.send(.text("still there"))
            #expect(try await socket.next() == .text("still there"))
        }
    }

    @Test func `messages that wait for their reader are not lost`() async throws {
        let (count, size) = (200, 100_000)
        try await withSocketServer(serve: { socket in
            for number in 0..<count { socket.send(.binary(Array(repeating: UInt8(number), count: size))) }
            await echo(socket)
        }) { server in
            let socket = try await server.connect()
            // When a second socket has had its first message, the first has been held back by its limit long since.
            #expect(try await server.connect().next() != nil)
            for number in 0..<count {
                #expect(try await socket.next() == .binary(Array(repeating: UInt8(number), count: size)))
            }
        }
    }

    @Test func `a server that stops gracefully closes its sockets with 1001`() async throws {
        let sockets = WebServer.Sockets(admit: { _ in nil }, serve: { socket, _ in await echo(socket) })
        let server = try WebServer(configuration: .init(), sockets: sockets, logger: .silent) { _ in ServerResponse(.ok)
        }
        let group = ServiceGroup(services: [server], logger: .silent)
        async let end: Void = group.run()
        let socket = try await server.connect()
        await group.triggerGracefulShutdown()
        #expect(try await socket.next() == nil)
        #expect(socket.closure?.code == 1001)
        try await end
    }
}
