import HTTPTypes
import Synchronization
import Testing

@testable import WebConnections

@Suite(.timeLimit(.minutes(1))) struct WebServerTests {
    @Test func `a request arrives with everything it says`() async throws {
        let seen = Mutex<ServerRequest?>(nil)
        try await withServer { request in
            seen.withLock { $0 = request }
            return ServerResponse(.created, fields: [.contentType: "text/plain"], body: Array("done".utf8))
        } _: { server in
            let client = try TCPClient(port: server.port)
            let response = try await client.exchange(
                """
                PUT /caf%C3%A9/a%2Fb?b=1&a=x%26y+z&b=%3D&flag HTTP/1.1\r\nHost: example.com\r\n\
                X-Spark-Signature: 5eed\r\nAccept: a\r\nAccept: b\r\nContent-Length: 5\r\n\r\nhello
                """)
            #expect(response.status == 201)
            #expect(response.text == "done")
            #expect(response.fields["content-type"] == ["text/plain"])
        }
        let request = try #require(seen.withLock { $0 })
        #expect(request.method == .put)
        #expect(request.path == "/café/a/b")
        #expect(request.query.map { "\($0.name)=\($0.value)" } == ["b=1", "a=x&y z", "b==", "flag="])
        #expect(request.fields[named: "x-spark-signature"] == "5eed")
        #expect(request.fields[.accept]?.filter { $0 != " " } == "a,b")
        #expect(request.body == Array("hello".utf8))
    }

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get"])
    func `a method is told as it was sent`(method: String) async throws {
        try await withServer {
            ServerResponse(.ok, body: Array($0.method.rawValue.utf8))
        } _: { server in
            let client = try TCPClient(port: server.port)
            #expect(
                try await client.exchange("\(method) / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").text == method
            )
        }
    }

    @Test func `HEAD is answered with the length and without the body`() async throws {
        try await withServer { _ in
            ServerResponse(.ok, body: [1, 2, 3])
        } _: { server in
            let client = try TCPClient(port: server.port)
            #expect(try await client.exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").fields["content-length"] == ["3"])
            // Had there been a body, it would stand in front of this.
            #expect(try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }

    @Test(arguments: [HTTPResponse.Status.noContent, .notModified])
    func `a status that has no body has no length either`(status: HTTPResponse.Status) async throws {
        try await withServer { _ in
            ServerResponse(status, body: [1])
        } _: { server in
            let response = try await TCPClient(port: server.port).exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(response.fields["content-length"] == nil)
        }
    }

    @Test func `a connection takes one request after the other`() async throws {
        try await withServer {
            ServerResponse(.ok, body: Array($0.path.utf8) + $0.body)
        } _: { server in
            let client = try TCPClient(port: server.port)
            for number in 1...3 {
                let post = try await client.exchange(
                    "POST /\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na")
                #expect(post.text == "/\(number)a")
                #expect(try await client.exchange("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n").text == "/\(number)")
            }
        }
    }

    @Test(arguments: [
        "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na", "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `requests sent ahead are answered in their order`(first: String) async throws {
        try await withServer {
            ServerResponse(.ok, body: Array($0.path.utf8) + $0.body)
        } _: { server in
            let client = try TCPClient(port: server.port)
            try client.send(
                first + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nbGET /3 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.response().text.hasPrefix("/1"))
            #expect(try await client.response().text == "/2b")
            #expect(try await client.response().text == "/3")
        }
    }

    @Test func `a request that is cut anywhere is the same request`() async throws {
        let request = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        try await withServer(.with(\.patience, .seconds(60))) {
            ServerResponse(.ok, body: Array($0.path.utf8) + $0.body)
        } _: { server in
            let client = try TCPClient(port: server.port)
            for byte in request.utf8 {
                try client.send([byte])
                // By the time that another is answered, the byte has been read.
                _ = try await TCPClient(port: server.port).exchange("GET / HTTP/1.0\r\n\r\n")
            }
            #expect(try await client.response().text == "/ahi")
        }
    }

    @Test func `a request of HTTP 1.0 is the only one of its connection`() async throws {
        try await withServer { server in
            let client = try TCPClient(port: server.port)
            #expect(try await client.exchange("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").status == 200)
            #expect(try await client.isClosed())
        }
    }

    @Test func `64 requests are served at the same time`() async throws {
        let gate = Gate(64)
        try await withServer { request in
            await gate.arriveAndWait()
            return ServerResponse(.ok, body: Array(request.path.utf8))
        } _: { server in
            try await withThrowingTaskGroup { group in
                for number in 1...64 {
                    group.addTask {
                        let client = try TCPClient(port: server.port)
                        return try await client.exchange("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n").text
                            == "/\(number)"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func `a large response arrives whole at a slow reader`() async throws {
        let body = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        try await withServer { _ in
            ServerResponse(.ok, body: body)
        } _: { server in
            let response = try await TCPClient(port: server.port).exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(response.body == body)
        }
    }

    @Test func `fields of the connection are ours to send, and a value cannot end its line`() async throws {
        let fields = HTTPFields([
            HTTPField(name: .connection, value: "upgrade"), HTTPField(name: .contentLength, value: "99"),
            HTTPField(name: .setCookie, value: "a"), HTTPField(name: .setCookie, value: "b"),
            HTTPField(name: .location, lenientValue: Array("/x\r\nset-cookie: c".utf8)),
        ])
        try await withServer { _ in
            ServerResponse(.ok, fields: fields)
        } _: { server in
            let response = try await TCPClient(port: server.port).exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(response.fields["connection"] == nil)
            #expect(response.fields["content-length"] == ["0"])
            #expect(response.fields["set-cookie"] == ["a", "b"])
        }
    }

    @Test func `a request that asks for the end gets it`() async throws {
        try await withServer { server in
            let client = try TCPClient(port: server.port)
            let response = try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(response.fields["connection"] == ["close"])
            #expect(try await client.isClosed())
        }
    }

    @Test func `cookies arrive parted as they were sent`() async throws {
        try await withServer {
            ServerResponse(.ok, body: Array(($0.fields[.cookie] ?? "").utf8))
        } _: { server in
            let client = try TCPClient(port: server.port)
            let response = try await client.exchange("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2;c=3\r\n\r\n")
            #expect(response.text.filter { $0 != " " } == "a=1;b=2;c=3")
        }
    }

    @Test(arguments: ["h2c", "websocket"])
    func `an upgrade that is not offered is ignored`(name: String) async throws {
        try await withServer { server in
            let client = try TCPClient(port: server.port)
            let response = try await client.exchange(
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: \(name)\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
            )
            #expect(response.status == 200)
        }
    }

    @Test func `an answer after the peer has gone is dropped`() async throws {
        let (arrived, gone) = (Gate(2), Gate(2))
        try await withServer { _ in
            await arrived.arriveAndWait()
            await gone.arriveAndWait()
            return ServerResponse(.ok)
        } _: { server in
            do {
                let client = try TCPClient(port: server.port)
                try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                await arrived.arriveAndWait()
            }
            await gone.arriveAndWait()
        }
    }
}

/// Lets nobody pass before `count` have come.
actor Gate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { missing = count }

    func arriveAndWait() async {
        missing -= 1
        if missing <= 0 {
            for continuation in waiting { continuation.resume() }
            waiting = []
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }
}
