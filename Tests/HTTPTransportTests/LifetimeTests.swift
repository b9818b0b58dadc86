import HTTPTransport
import HTTPTypes
import Testing

/// How calls and connections begin and end.
@Suite(.timeLimit(.minutes(1))) struct LifetimeTests {
    @Test func `a connection is used again`() async throws {
        let peer = try RawPeer { connection in
            while connection.readHead() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(connection.number)")
            }
        }
        let client = try HTTPClient()
        for _ in 1...3 {
            let response = try await client.send(ClientRequest(.get, peer.url), deadline: .seconds(10))
            #expect(response.body == [UInt8]("1".utf8))
        }
    }

    @Test func `a silent peer is given up on at the deadline`() async throws {
        let peer = try RawPeer { $0.waitForEnd() }
        let start = ContinuousClock.now
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(ClientRequest(.get, peer.url), deadline: .milliseconds(200))
        }
        #expect(error?.code == .timedOut)
        #expect(start.duration(to: .now) >= .milliseconds(200))
    }

    @Test(arguments: [Duration.zero, .seconds(-1)])
    func `a deadline that has passed ends the call`(deadline: Duration) async throws {
        let peer = try RawPeer { $0.waitForEnd() }
        let error = await #expect(throws: HTTPClientError.self) {
            try await HTTPClient().send(ClientRequest(.get, peer.url), deadline: deadline)
        }
        #expect(error?.code == .timedOut)
    }

    @Test func `a call that waits for the connection of another keeps its own deadline`() async throws {
        let silence = try Silence()
        let client = try HTTPClient()
        // An encrypted call waits to see whether the connection under way can carry it as well.
        let url = "https://127.0.0.1:\(silence.peer.port)/"
        let patient = Task { try await client.send(ClientRequest(.get, url), deadline: .seconds(50)) }
        await silence.firstConnection()
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(ClientRequest(.get, url), deadline: .milliseconds(100))
        }
        #expect(error?.code == .timedOut)
        patient.cancel()
        await #expect(throws: CancellationError.self) { try await patient.value }
    }

    @Test func `cancelling ends the call and its connection`() async throws {
        let silence = try Silence()
        let client = try HTTPClient()
        let url = silence.peer.url
        let task = Task { try await client.send(ClientRequest(.get, url), deadline: .seconds(50)) }
        await silence.firstConnection()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await silence.firstEnd()
    }

    @Test func `a call that was cancelled before it began is not made`() async throws {
        let client = try HTTPClient()
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: ClientResponse.self) { group in
                group.cancelAll()
                group.addTask {
                    try await client.send(ClientRequest(.get, "http://127.0.0.1:1/"), deadline: .seconds(50))
                }
                _ = try await group.next()
            }
        }
    }

    @Test func `closing ends the calls under way and those to come`() async throws {
        let silence = try Silence()
        let client = try HTTPClient()
        let url = silence.peer.url
        let task = Task { try await client.send(ClientRequest(.get, url), deadline: .seconds(50)) }
        await silence.firstConnection()
        client.close()
        let underWay = await #expect(throws: HTTPClientError.self) { try await task.value }
        #expect(underWay?.code == .closed)
        let toCome = await #expect(throws: HTTPClientError.self) {
            try await client.send(ClientRequest(.get, url), deadline: .seconds(50))
        }
        #expect(toCome?.code == .closed)
    }

    @Test func `a client that nobody holds any more closes its connections`() async throws {
        let (ends, sink) = AsyncStream<Void>.makeStream()
        let peer = try RawPeer { connection in
            _ = connection.readHead()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.waitForEnd()
            sink.yield()
        }
        var client: HTTPClient? = try HTTPClient()
        _ = try await client?.send(ClientRequest(.get, peer.url), deadline: .seconds(10))
        client = nil
        #expect(await ends.first { true } != nil)
    }
}

/// A peer that takes connections and never says a word.
private struct Silence {
    let peer: RawPeer
    private let connections: AsyncStream<Void>
    private let ends: AsyncStream<Void>

    init() throws {
        let (connections, connected) = AsyncStream<Void>.makeStream()
        let (ends, ended) = AsyncStream<Void>.makeStream()
        (self.connections, self.ends) = (connections, ends)
        peer = try RawPeer { connection in
            connected.yield()
            connection.waitForEnd()
            ended.yield()
        }
    }

    func firstConnection() async { _ = await connections.first { true } }
    func firstEnd() async { _ = await ends.first { true } }
}
