import HTTPTypes
import Testing

@testable import WebConnections

/// Requests that two programs could read in two ways, over real sockets.
@Suite(.timeLimit(.minutes(1))) struct SmugglingTests {
    private static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"

    /// libwebsockets 4.1 takes each of these names together with the line behind it.
    @Test(arguments: ["X", "C", "A", "Content", "Cache", "Sec", "X-Real", "Transfer", "Transfer-Encodin", "H"])
    func `a name that begins like a known one hides nothing behind it`(name: String) async throws {
        try await expect(
            .lengthMissing, "POST / HTTP/1.1\r\nHost: a\r\n\(name): 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        try await withServer {
            ServerResponse(.ok, body: Array(($0.fields[.contentType] ?? "").utf8) + $0.body)
        } _: { server in
            let client = try TCPClient(port: server.port)
            let request = "POST / HTTP/1.1\r\nHost: a\r\n\(name): 1\r\nContent-Type: t\r\nContent-Length: 2\r\n\r\nhi"
            #expect(try await client.exchange(request).text == "thi")
            #expect(try await client.exchange(request).text == "thi")
        }
    }

    @Test(arguments: [
        "A: 1\r\n Transfer-Encoding: chunked", "A: 1\r\n\tb", " A: 1", "Transfer-Encoding : chunked",
        "Content-Length : 5", "Content-Length\t: 5", "A", ": 1", "A B: 1", "A: 1\rB: 2", "A: 1\nB: 2", "A: 1\u{0}",
        "A: \u{7F}", "Content-Length: x", "Content-Length: -1", "Content-Length: +1", "Content-Length: 1,1",
        "Content-Length: 0x1", "Content-Length:", "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 1\r\nContent-Length: 1", "Host: a\r\nHost: b",
    ])
    func `a field line with two meanings is refused`(lines: String) async throws {
        try await expect(.malformed, "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n")
    }

    @Test(arguments: [
        "NONSENSE\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n", "GET /\r\n\r\n",
        "GET / http/1.1\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: a\r\n\r\n", "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /é HTTP/1.1\r\nHost: a\r\n\r\n", "CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n", "\u{16}\u{3}\u{1}\u{2}",
        "\r\n\r\n", "\n", "\rGET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET http://a/ HTTP/1.1\r\n\r\n",
    ])
    func `what is no request is refused at once`(request: String) async throws { try await expect(.malformed, request) }

    @Test(
        arguments: [
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .lengthMissing),
            ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", .lengthMissing),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                .lengthMissing
            ),
            ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", .lengthMissing),
            ("PUT / HTTP/1.1\r\nHost: a\r\n\r\n", .lengthMissing),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", .bodyTooLarge),
            ("GET / HTTP/2.0\r\n\r\n", .versionUnknown), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionUnknown),
            ("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "A: 1\r\n", count: 101) + "\r\n", .headTooLarge),
        ] as [(String, RequestRefusal)])
    func `what we do not take is refused with its own status`(request: String, refusal: RequestRefusal) async throws {
        try await expect(refusal, request)
    }

    @Test func `what stands behind a refused request is never read as one`() async throws {
        try await expect(.malformed, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 2\r\n\r\nhi")
        try await expect(.lengthMissing, "POST / HTTP/1.1\r\nHost: a\r\n\r\n")
        try await expect(.bodyTooLarge, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n")
    }

    @Test func `a target with a host is read as its path`() async throws {
        try await withServer {
            ServerResponse(.ok, body: Array($0.path.utf8))
        } _: { server in
            let client = try TCPClient(port: server.port)
            #expect(try await client.exchange("GET http://example.com/a?b HTTP/1.1\r\nHost: a\r\n\r\n").text == "/a")
            #expect(try await client.exchange("GET //a/../b HTTP/1.1\r\nHost: a\r\n\r\n").text == "//a/../b")
        }
    }

    /// Sends the request with another behind it: the first is refused, and nothing of either is handled.
    private func expect(_ refusal: RequestRefusal, _ request: String) async throws {
        try await expectRefusal(refusal, of: request + Self.smuggled)
    }
}
