import HTTPTransport
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
    @Test func `a plain request goes to the proxy with its whole URL`() async throws {
        let proxy = try Proxy(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let client = try HTTPClient { _ in proxy.peer.url }
        _ = try await client.send(ClientRequest(.get, "http://shop.example.com/list?page=2"), deadline: .seconds(10))
        #expect(await proxy.firstHead().first == "GET http://shop.example.com/list?page=2 HTTP/1.1")
    }

    @Test func `an encrypted request asks the proxy for a tunnel and keeps its fields to itself`() async throws {
        let proxy = try Proxy(answering: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        let client = try HTTPClient { _ in proxy.peer.url }
        let request = ClientRequest(.get, "https://bank.example.com/", fields: [.authorization: "Bearer hush"])
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(request, deadline: .seconds(10))
        }
        #expect(error?.code == .unreachable)
        #expect(error?.detail == "GET https://bank.example.com/: the proxy answered 403")
        let head = await proxy.firstHead()
        #expect(head.first == "CONNECT bank.example.com:443 HTTP/1.1")
        #expect(!head.contains { $0.contains("hush") })
    }

    @Test func `credentials in the proxy's address are shown to the proxy`() async throws {
        let proxy = try Proxy(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let client = try HTTPClient { _ in "http://ada:p%40ss@127.0.0.1:\(proxy.peer.port)" }
        _ = try await client.send(ClientRequest(.get, "http://shop.example.com/"), deadline: .seconds(10))
        #expect(await proxy.firstHead().contains("Proxy-Authorization: Basic YWRhOnBAc3M="))
    }

    @Test func `the decision is made for each URL`() async throws {
        let direct = try RawPeer(answering: "HTTP/1.1 204 No Content\r\n\r\n")
        let proxy = try Proxy(answering: "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        let client = try HTTPClient { $0.contains("example.com") ? proxy.peer.url : nil }
        let inside = try await client.send(ClientRequest(.get, direct.url), deadline: .seconds(10))
        let outside = try await client.send(ClientRequest(.get, "http://shop.example.com/"), deadline: .seconds(10))
        #expect(inside.status == .noContent)
        #expect(outside.status == .badGateway)
    }

    @Test(arguments: ["", "proxy.example.com:3128", "ftp://proxy.example.com", "http://ada:hu sh@proxy.example.com"])
    func `an address that cannot be a proxy's is refused and not shown`(address: String) async throws {
        let client = try HTTPClient { _ in address }
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(ClientRequest(.get, "http://shop.example.com/"), deadline: .seconds(10))
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.detail.contains("proxy.example.com") == false)
    }
}

/// A proxy that answers every request itself, and remembers the heads.
private struct Proxy {
    let peer: RawPeer
    private let heads: AsyncStream<[String]>

    init(answering text: String) throws {
        let (heads, sink) = AsyncStream<[String]>.makeStream()
        self.heads = heads
        peer = try RawPeer { connection in
            while let head = connection.readHead() {
                sink.yield(head)
                connection.write(text)
            }
        }
    }

    func firstHead() async -> [String] { await heads.first { _ in true } ?? [] }
}

extension HTTPClient {
    fileprivate convenience init(proxy: @escaping @Sendable (String) -> String?) throws {
        var configuration = Configuration()
        configuration.proxy = proxy
        try self.init(configuration: configuration)
    }
}
