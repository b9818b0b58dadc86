import HTTPTransport
import HTTPTypes
import Testing

/// Which error comes of what, and what it gives away.
@Suite(.timeLimit(.minutes(1))) struct FailureTests {
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nfive!",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nfive!",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "",
    ])
    func `an answer that is not whole or not HTTP is broken`(answer: String) async throws {
        let peer = try RawPeer(answering: answer)
        #expect(try await failure(of: ClientRequest(.get, peer.url)).code == .brokenAnswer)
    }

    @Test func `a port where nobody listens is unreachable`() async throws {
        var peer: RawPeer? = try RawPeer { _ in }
        let url = try #require(peer?.url)
        peer = nil
        #expect(try await failure(of: ClientRequest(.get, url)).code == .unreachable)
    }

    @Test func `a name that nobody knows is unreachable`() async throws {
        #expect(try await failure(of: ClientRequest(.get, "http://nowhere.invalid/")).code == .unreachable)
    }

    @Test func `a peer that does not speak TLS is unreachable by https`() async throws {
        let peer = try RawPeer { $0.write("220 mail.example.com\r\n") }
        let error = try await failure(of: ClientRequest(.get, "https://127.0.0.1:\(peer.port)/"))
        #expect(error.code == .unreachable)
    }

    @Test(arguments: ["Content-Length: 101\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n65\r\n", "\r\n"])
    func `a body over the limit is too large, announced or not`(head: String) async throws {
        let peer = try RawPeer(
            answering: "HTTP/1.1 200 OK\r\n\(head)\(String(repeating: "a", count: 101))\r\n0\r\n\r\n")
        #expect(try await failure(of: ClientRequest(.get, peer.url), maximumBodySize: 100).code == .tooLarge)
    }

    @Test func `the limit holds for what a compressed body grows to`() async throws {
        let peer = try RawPeer { connection in
            _ = connection.readHead()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
            connection.write(Compressed.aThousandLetters)
        }
        #expect(try await failure(of: ClientRequest(.get, peer.url), maximumBodySize: 999).code == .tooLarge)
    }

    @Test func `heads without end are too large`() async throws {
        let peer = try RawPeer { connection in
            _ = connection.readHead()
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-Padding: \(String(repeating: "a", count: 4096))\r\n") {}
        }
        #expect(try await failure(of: ClientRequest(.get, peer.url)).code == .tooLarge)
    }

    @Test(arguments: [
        "", "/rooms", "example.com/rooms", "ftp://example.com/", "file:///etc/hostname", "http://", "http:///rooms",
        "http://example.com:99999/", "http://exa mple.com/", "http://example.com/a b",
        "http://example.com/\r\nHost: other.example.com", "http://127.0.0.1\0.example.com/",
    ])
    func `a URL that is not whole, http and clean is refused`(url: String) async throws {
        #expect(try await failure(of: ClientRequest(.get, url)).code == .invalidRequest)
    }

    @Test func `HEAD with a body is refused`() async throws {
        let request = ClientRequest(.head, "http://127.0.0.1:1/", body: [1])
        #expect(try await failure(of: request).code == .invalidRequest)
    }

    @Test(arguments: ["two\r\nlines", "naïve"])
    func `a user agent that is not a line of ASCII is refused`(userAgent: String) {
        var configuration = HTTPClient.Configuration()
        configuration.userAgent = userAgent
        let error = #expect(throws: HTTPClientError.self) { try HTTPClient(configuration: configuration) }
        #expect(error?.code == .invalidRequest)
    }

    @Test(arguments: ["", "SSH-2.0\r\n", "HTTP/1.1 200 hush\r\nContent-Length: hush\r\n\r\n", "HTTP/hush\r\n\r\n"])
    func `an error names method, scheme, host, port and path, and no secret`(answer: String) async throws {
        let peer = try RawPeer(answering: answer)
        let request = ClientRequest(
            .post, "http://hush:hush@127.0.0.1:\(peer.port)/rooms?token=hush#hush",
            fields: [.authorization: "Bearer hush"], body: [UInt8]("hush".utf8))
        let error = try await failure(of: request)
        #expect(error.detail.hasPrefix("POST http://127.0.0.1:\(peer.port)/rooms: "))
        #expect(!"\(error)".contains("hush"))
    }

    @Test(arguments: ["http://example.com:99999/?token=hush", "hush://example.com/", "http://hush @example.com/"])
    func `an error about a URL does not quote it`(url: String) async throws {
        #expect(!"\(try await failure(of: ClientRequest(.get, url)))".contains("hush"))
    }

    private func failure(of request: ClientRequest, maximumBodySize: Int = 1 << 20) async throws -> HTTPClientError {
        var configuration = HTTPClient.Configuration()
        configuration.maximumBodySize = maximumBodySize
        let client = try HTTPClient(configuration: configuration)
        return try #require(
            await #expect(throws: HTTPClientError.self) { try await client.send(request, deadline: .seconds(20)) })
    }
}
