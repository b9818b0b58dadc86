import HTTPTransport
import HTTPTypes
import Synchronization
import Testing

/// What happens to a request whose kept connection breaks before an answer.
@Suite(.timeLimit(.minutes(1))) struct RepetitionTests {
    /// Answers the first request on each connection, and hangs up on the second as soon as it has read it.
    private final class ForgetfulPeer: Sendable {
        private let received = Mutex<[String]>([])

        var requests: [String] { received.withLock { $0 } }

        func start() throws -> RawPeer {
            try RawPeer { [self] connection in
                for isFirst in [true, false] {
                    guard let head = connection.readHead() else { return }
                    let length = head.compactMap { Int($0.lowercased().trimmingPrefix("content-length: ")) }.first
                    connection.skip(length ?? 0)
                    received.withLock { $0.append(head.first?.split(separator: " ").first.map(String.init) ?? "") }
                    if isFirst { connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
                }
            }
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete], [5, 100_000])
    func `what has a body is sent once, whatever becomes of it`(method: HTTPRequest.Method, size: Int) async throws {
        let forgetful = ForgetfulPeer()
        let peer = try forgetful.start()
        let client = try HTTPClient()
        _ = try await client.send(ClientRequest(.get, peer.url), deadline: .seconds(10))
        let request = ClientRequest(method, peer.url, body: [UInt8](repeating: 65, count: size))
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(request, deadline: .seconds(10))
        }
        #expect(error?.code == .brokenAnswer)
        #expect(forgetful.requests == ["GET", method.rawValue])
    }

    @Test func `what has no body is sent again on a fresh connection`() async throws {
        let forgetful = ForgetfulPeer()
        let peer = try forgetful.start()
        let client = try HTTPClient()
        for _ in 1...2 {
            let response = try await client.send(ClientRequest(.get, peer.url), deadline: .seconds(10))
            #expect(response.status == .ok)
        }
        #expect(forgetful.requests == ["GET", "GET", "GET"])
    }

    @Test func `an empty body is sent once as well`() async throws {
        let peer = try RawPeer { connection in
            guard connection.readHead()?.first?.hasPrefix("GET") == true else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.waitForEnd()
        }
        let client = try HTTPClient()
        _ = try await client.send(ClientRequest(.get, peer.url), deadline: .seconds(10))
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(ClientRequest(.post, peer.url), deadline: .seconds(10))
        }
        #expect(error?.code == .brokenAnswer)
    }
}
