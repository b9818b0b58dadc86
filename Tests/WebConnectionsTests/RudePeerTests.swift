import Testing

@testable import WebConnections

@Suite(.timeLimit(.minutes(1))) struct RudePeerTests {
    @Test func `a message over the limit closes with 1009, over TLS again and again`() async throws {
        let files = try PairFiles()
        var configuration = WebServer.Configuration.with(\.maximumMessageSize, 100_000)
        configuration.tls = files.tls
        try await withSocketServer(configuration) { server in
            for _ in 0..<40 {
                let socket = try await server.connect(scheme: "wss") { $0.extraAuthorities = files.certificate }
                socket.send(.binary(Array(repeating: 1, count: 1_500_000)))
                #expect(try await socket.next() == nil)
                #expect(socket.closure?.code == 1009)
            }
        }
    }

    @Test func `a client refuses what is over its limit with 1009, over TLS again and again`() async throws {
        let files = try PairFiles()
        let (closures, report) = AsyncStream<WebSocketClosure?>.makeStream()
        try await withSocketServer(
            .with(\.tls, files.tls),
            serve: { socket in
                socket.send(.binary(Array(repeating: 1, count: 1_500_000)))
                await echo(socket)
                report.yield(socket.closure)
            }
        ) { server in
            var seen = closures.makeAsyncIterator()
            for _ in 0..<40 {
                let socket = try await server.connect(scheme: "wss") {
                    $0.extraAuthorities = files.certificate
                    $0.maximumMessageSize = 100_000
                }
                #expect(try await socket.next() == nil)
                #expect(socket.closure?.code == 1009)
                #expect(await seen.next()??.code == 1009)
            }
        }
    }

    @Test func `fragments are put together, with a ping between them`() async throws {
        try await withSocketServer { server in
            let client = try await RawWebSocket(port: server.port)
            try client.send(0x01, "one ")
            try client.send(0x89, "ping")
            try client.send(0x00, "two ")
            try client.send(0x80, "three")
            #expect(try await client.read() == RawWebSocket.Frame(head: 0x8A, payload: Array("ping".utf8)))
            #expect(try await client.read() == RawWebSocket.Frame(head: 0x81, payload: Array("one two three".utf8)))
        }
    }

    @Test func `text that is not UTF-8 closes with 1007`() async throws {
        try await withSocketServer { server in
            let client = try await RawWebSocket(port: server.port)
            try client.send(0x81, [0x61, 0xFF])
            #expect(try await client.read().closeCode == 1007)
        }
    }

    @Test(
        arguments: [(0x83, "opcode"), (0x80, "continuation of nothing"), (0x09, "fragmented ping")] as [(UInt8, String)]
    )
    func `a frame that breaks the protocol closes with 1002`(head: UInt8, what: String) async throws {
        try await withSocketServer { server in
            let client = try await RawWebSocket(port: server.port)
            try client.send(head, what)
            #expect(try await client.read().closeCode == 1002)
        }
    }

    @Test func `a peer that vanishes leaves 1006`() async throws {
        let closure = try await closure { _ in }
        #expect(closure == WebSocketClosure(code: 1006, reason: ""))
    }

    @Test func `a close without a code leaves 1005`() async throws {
        let closure = try await closure { try $0.send(0x88, "") }
        #expect(closure == WebSocketClosure(code: 1005, reason: ""))
    }

    @Test func `a peer that does not answer a close is left after two seconds`() async throws {
        let clock = ContinuousClock()
        try await withSocketServer(serve: { $0.close() }) { server in
            let client = try await RawWebSocket(port: server.port)
            let begin = clock.now
            #expect(try await client.read().closeCode == 1000)
            #expect(try await client.isClosed())
            #expect(clock.now - begin < .seconds(4))
        }
    }

    @Test func `a peer that floods a slow reader is held back`() async throws {
        let gate = Gate(2)
        try await withSocketServer(serve: { _ in await gate.arriveAndWait() }) { server in
            let client = try await RawWebSocket(port: server.port)
            let maximum = 256 << 20
            #expect(try await client.flood(maximum: maximum) < maximum)
            await gate.arriveAndWait()
        }
    }

    @Test func `a handshake that is none is refused`() async throws {
        try await withSocketServer { server in
            let client = try TCPClient(port: server.port)
            let request = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            #expect(try await client.exchange(request).status == 400)
            #expect(try await client.isClosed())
        }
    }

    @Test(arguments: [("HTTP/1.0", "Upgrade"), ("HTTP/1.1", "close, Upgrade")])
    func `a connection that ends with its answer becomes no websocket`(version: String, options: String) async throws {
        try await withSocketServer { server in
            let client = try TCPClient(port: server.port)
            let request = """
                GET / \(version)\r\nHost: a\r\nUpgrade: websocket\r\nConnection: \(options)\r\n\
                Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
                """
            #expect(try await client.exchange(request).status == 400)
        }
    }

    @Test func `a frame that claims to be larger than the limit closes with 1009 before it has come`() async throws {
        try await withSocketServer(.with(\.maximumMessageSize, 100)) { server in
            let client = try await RawWebSocket(port: server.port)
            try client.sendBytes([0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 101, 1, 2, 3, 4])
            #expect(try await client.read().closeCode == 1009)
        }
    }

    /// What the server sees of a peer that does this and then hangs up.
    private func closure(after body: (RawWebSocket) async throws -> Void) async throws -> WebSocketClosure? {
        let (closures, report) = AsyncStream<WebSocketClosure?>.makeStream()
        return try await withSocketServer(serve: { socket in
            await echo(socket)
            report.yield(socket.closure)
        }) { server in
            do { try await body(RawWebSocket(port: server.port)) }
            return await closures.first { _ in true } ?? nil
        }
    }
}
