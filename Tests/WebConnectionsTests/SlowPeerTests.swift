import HTTPTypes
import Testing

@testable import WebConnections

/// Peers that take their time, or take up room.
@Suite(.timeLimit(.minutes(1))) struct SlowPeerTests {
    private let hasty = WebServer.Configuration.with(\.patience, .seconds(1))

    @Test func `whoever says nothing is hung up on`() async throws {
        try await withServer(hasty) { server in
            let client = try TCPClient(port: server.port)
            #expect(try await client.isClosed())
        }
    }

    @Test func `a head that comes byte by byte is cut when its time is up`() async throws {
        try await withServer(hasty) { server in
            let client = try TCPClient(port: server.port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\nA: ")
            #expect(try await dribble(to: client, at: server, maximum: 7000) < 7000)
            #expect(try await client.response().status == 408)
        }
    }

    @Test func `a head that stays half is answered with 408`() async throws {
        let refusals = Refusals()
        try await withServer(hasty, refusals: refusals) { server in
            let client = try TCPClient(port: server.port)
            #expect(try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\nA: ").status == 408)
            #expect(try await client.isClosed())
            #expect(refusals.all == [.late])
        }
    }

    @Test func `a body that stays away is answered with 408`() async throws {
        try await withServer(hasty) { server in
            let client = try TCPClient(port: server.port)
            let response = try await client.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell")
            #expect(response.status == 408)
            #expect(response.fields["connection"] == ["close"])
            #expect(try await client.isClosed())
        }
    }

    @Test func `a body that comes byte by byte is answered with 408 when its time is up`() async throws {
        try await withServer(hasty) { server in
            let client = try TCPClient(port: server.port)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
            #expect(try await dribble(to: client, at: server, maximum: 59_000) < 59_000)
            #expect(try await client.response().status == 408)
        }
    }

    @Test func `an answer may take longer than a request`() async throws {
        let (arrived, silent) = (Gate(2), Gate(2))
        try await withServer(hasty) { request in
            if request.path == "/slow" {
                await arrived.arriveAndWait()
                await silent.arriveAndWait()
            }
            return ServerResponse(.ok)
        } _: { server in
            let client = try TCPClient(port: server.port)
            try client.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na")
            await arrived.arriveAndWait()
            // As long as it takes the server to lose its patience with somebody else.
            let silence = try TCPClient(port: server.port)
            #expect(try await silence.isClosed())
            await silent.arriveAndWait()
            #expect(try await client.response().status == 200)
        }
    }

    @Test func `a websocket and a kept connection may be silent for longer`() async throws {
        try await withSocketServer(hasty) { server in
            let socket = try await server.connect()
            let kept = try TCPClient(port: server.port)
            _ = try await kept.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let silence = try TCPClient(port: server.port)
            #expect(try await silence.isClosed())
            socket.send(.text("still here"))
            #expect(try await socket.next() == .text("still here"))
            #expect(try await kept.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }

    @Test func `when all connections are busy, a further one is turned away and counted`() async throws {
        let (arrived, full) = (Gate(3), Gate(3))
        let refusals = Refusals()
        try await withServer(.with(\.maximumConnections, 2), refusals: refusals) { _ in
            await arrived.arriveAndWait()
            await full.arriveAndWait()
            return ServerResponse(.ok)
        } _: { server in
            let clients = try (0..<2).map { _ in try TCPClient(port: server.port) }
            for client in clients { try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
            await arrived.arriveAndWait()
            let response = try await TCPClient(port: server.port).response()
            #expect(response.status == 503)
            #expect(response.fields["retry-after"] == ["1"])
            #expect(refusals.all == [.noRoom])
            #expect(server.connections.open == 2)
            await full.arriveAndWait()
            for client in clients { #expect(try await client.response().status == 200) }
        }
    }

    @Test func `when connections are full of silence, the oldest makes room`() async throws {
        try await withServer(.with(\.maximumConnections, 3)) { server in
            let silent = try (0..<3).map { _ in try TCPClient(port: server.port) }
            let client = try TCPClient(port: server.port)
            #expect(try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try await silent[0].isClosed())
            #expect(try await silent[2].exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }

    @Test func `when connections are full of half bodies, the oldest makes room, after the silent ones`() async throws {
        let refusals = Refusals()
        try await withServer(.with(\.maximumConnections, 3), refusals: refusals) { server in
            let slow = try (0..<3).map { _ in try TCPClient(port: server.port) }
            for client in slow {
                let half = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
                #expect(try await client.exchange(half).status == 100)
                try client.send("hell")
            }
            let first = try TCPClient(port: server.port)
            #expect(try await first.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try await slow[0].isClosed())
            // The first is idle now, so it goes before another half body does.
            let second = try TCPClient(port: server.port)
            #expect(try await second.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try await first.isClosed())
            for client in slow.dropFirst() {
                try client.send("o")
                #expect(try await client.response().status == 200)
            }
            #expect(refusals.all == [.evicted, .evicted])
        }
    }

    @Test func `1,100 half bodies keep nobody out`() async throws {
        try await withServer(.with(\.patience, .seconds(60))) { server in
            var slow: [TCPClient] = []
            for _ in 0..<22 {
                for _ in 0..<50 {
                    let client = try TCPClient(port: server.port)
                    try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\na")
                    slow.append(client)
                }
                let client = try TCPClient(port: server.port)
                let answer = try await client.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
                #expect(answer.status == 200)
            }
            withExtendedLifetime(slow) {}
        }
    }

    @Test func `2,000 silent connections keep nobody out`() async throws {
        let refusals = Refusals()
        try await withServer(.with(\.patience, .seconds(60)), refusals: refusals) { server in
            var silent: [TCPClient] = []
            for _ in 0..<40 {
                for _ in 0..<50 { silent.append(try TCPClient(port: server.port)) }
                // When this one is served, those before it have been let in.
                let client = try TCPClient(port: server.port)
                #expect(try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            }
            #expect(server.connections.open <= 1024 + 64)
            // Some may still wait to be accepted; a few more who are served stand behind all of them.
            for _ in 0..<100 where refusals.all.count < 900 {
                let client = try TCPClient(port: server.port)
                #expect(try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            }
            #expect(refusals.all.count >= 900)
            withExtendedLifetime(silent) {}
        }
    }

    /// Sends one byte after the other, each after the server has answered somebody else, until the peer hangs up or
    /// answers, and tells how many that were.
    private func dribble(to client: TCPClient, at server: WebServer, maximum: Int) async throws -> Int {
        let other = try TCPClient(port: server.port)
        for count in 0..<maximum {
            if client.hasSomethingToRead { return count }
            do { try client.send("a") } catch { return count }
            for _ in 0..<3 { _ = try await other.exchange("GET /other HTTP/1.1\r\nHost: a\r\n\r\n") }
        }
        return maximum
    }
}
