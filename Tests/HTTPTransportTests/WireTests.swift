import HTTPTransport
import HTTPTypes
import Testing

/// What exactly is written, and how what comes back is read.
@Suite(.timeLimit(.minutes(1))) struct WireTests {
    private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test func `a head says what it was told, and nothing about forms or waiting for permission`() async throws {
        let fields: HTTPFields = [.accept: "text/plain", .accept: "text/html", .cookie: ""]
        let head = try await head(of: .post, fields: fields, body: [UInt8](repeating: 7, count: 2 << 20))
        #expect(head.filter { $0.hasPrefix("Accept:") } == ["Accept: text/plain", "Accept: text/html"])
        #expect(head.contains("Cookie:"))
        #expect(head.contains("User-Agent: steward"))
        #expect(head.contains("Content-Length: 2097152"))
        #expect(!head.contains { $0.hasPrefix("Content-Type") || $0.hasPrefix("Expect") })
    }

    @Test(arguments: [(HTTPRequest.Method.post, true), (.put, true), (.get, false), (.delete, false)])
    func `a missing body is spelled out where one is expected`(method: HTTPRequest.Method, isTold: Bool) async throws {
        #expect(try await head(of: method).contains("Content-Length: 0") == isTold)
    }

    @Test func `a line break in a field does not make a second field`() async throws {
        let head = try await head(of: .get, fields: [.accept: "text/plain\r\nAuthorization: Bearer forged"])
        #expect(!head.contains { $0.hasPrefix("Authorization") })
    }

    @Test func `fields of the same name are kept in their order`() async throws {
        let response = try await response(to: "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie:b=2 \r\n\r\n")
        #expect(response.fields[values: .setCookie] == ["a=1", "b=2"])
    }

    @Test func `interim answers and trailers leave no field behind`() async throws {
        let response = try await response(
            to: """
                HTTP/1.1 103 Early Hints\r
                Server: early\r
                \r
                HTTP/1.1 200 Fine\r
                Transfer-Encoding: chunked\r
                Server: final\r
                \r
                2\r
                ok\r
                0\r
                Server: trailer\r
                \r

                """)
        #expect(response.status == .ok)
        #expect(response.fields[values: .server] == ["final"])
        #expect(response.body == [UInt8]("ok".utf8))
    }

    @Test func `a redirect is an answer`() async throws {
        let elsewhere = try RawPeer(answering: Self.empty)
        let response = try await response(
            to: "HTTP/1.1 302 Found\r\nLocation: \(elsewhere.url)\r\nContent-Length: 0\r\n\r\n")
        #expect(response.status == .found)
        #expect(response.fields[.location] == elsewhere.url)
    }

    @Test func `the answer to HEAD has no body, whatever its length says`() async throws {
        let response = try await response(to: "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", method: .head)
        #expect(response.fields[.contentLength] == "5000")
        #expect(response.body.isEmpty)
    }

    @Test func `a compressed body is handed over decompressed`() async throws {
        let peer = try RawPeer { connection in
            _ = connection.readHead()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
            connection.write(Compressed.aThousandLetters)
        }
        let response = try await HTTPClient().send(ClientRequest(.get, peer.url), deadline: .seconds(10))
        #expect(response.body == [UInt8](repeating: UInt8(ascii: "a"), count: 1000))
    }

    /// What a peer reads when a request is sent to it.
    private func head(
        of method: HTTPRequest.Method, fields: HTTPFields = [:], body: [UInt8]? = nil
    ) async throws -> [String] {
        let (heads, sink) = AsyncStream<[String]>.makeStream()
        let peer = try RawPeer { connection in
            sink.yield(connection.readHead() ?? [])
            connection.skip(body?.count ?? 0)
            connection.write(Self.empty)
        }
        _ = try await HTTPClient().send(
            ClientRequest(method, peer.url, fields: fields, body: body), deadline: .seconds(20))
        return await heads.first { _ in true } ?? []
    }

    /// What the client makes of an answer.
    private func response(to answer: String, method: HTTPRequest.Method = .get) async throws -> ClientResponse {
        let peer = try RawPeer(answering: answer)
        return try await HTTPClient().send(ClientRequest(method, peer.url), deadline: .seconds(10))
    }
}
