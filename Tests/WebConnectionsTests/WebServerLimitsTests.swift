import HTTPTypes
import Logging
import ServiceLifecycle
import Testing

@testable import WebConnections

@Suite(.timeLimit(.minutes(1))) struct WebServerLimitsTests {
    @Test func `a body over the limit is answered with 413 while it is sent`() async throws {
        try await withServer(.with(\.maximumBodySize, 10)) { server in
            let client = try TCPClient(port: server.port)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
            try client.send(Array(repeating: 0x61, count: 300_000))
            let response = try await client.response()
            #expect(response.status == 413)
            #expect(response.fields["connection"] == ["close"])
            #expect(try await client.isClosed())
        }
    }

    @Test func `a body of just the limit is read`() async throws {
        try await withServer(.with(\.maximumBodySize, 100_000)) {
            ServerResponse(.ok, body: Array(String($0.body.count).utf8))
        } _: { server in
            let client = try TCPClient(port: server.port)
            try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.response().status == 100)
            try client.send(Array(repeating: 0x61, count: 100_000))
            #expect(try await client.response().text == "100000")
        }
    }

    @Test func `a request with over 8 KiB of fields is answered with 431`() async throws {
        try await expectRefusal(
            .headTooLarge, of: "GET / HTTP/1.1\r\nHost: a\r\nA: \(String(repeating: "b", count: 9000))\r\n\r\n")
    }

    @Test func `a target of over 8 KiB is answered with 414`() async throws {
        try await expectRefusal(
            .targetTooLong, of: "GET /\(String(repeating: "b", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n")
    }

    @Test func `a port in use cannot be listened to`() async throws {
        let listener = try TCPListener()
        var configuration = WebServer.Configuration()
        configuration.port = listener.port
        let error = #expect(throws: WebServerError.self) {
            try WebServer(configuration: configuration, logger: .silent) { _ in ServerResponse(.ok) }
        }
        #expect(error?.code == .cannotListen)
        #expect(error?.detail.contains("in use") == true)
    }

    @Test func `a certificate that cannot be read is told before anything listens`() async throws {
        let files = try PairFiles()
        let other = try PairFiles()
        for tls in [
            TLSFiles(certificate: "/nowhere", key: files.key), TLSFiles(certificate: files.certificate, key: other.key),
        ] {
            var configuration = WebServer.Configuration()
            configuration.tls = tls
            let error = #expect(throws: WebServerError.self) {
                try WebServer(configuration: configuration, logger: .silent) { _ in ServerResponse(.ok) }
            }
            #expect(error?.code == .badCertificate)
        }
    }

    @Test func `a server that never ran leaves its port`() throws {
        var configuration = WebServer.Configuration()
        for _ in 1...2 {
            let server = try WebServer(configuration: configuration, logger: .silent) { _ in ServerResponse(.ok) }
            configuration.port = server.port
        }
    }

    @Test func `a graceful stop finishes the response under way`() async throws {
        let body: [UInt8] = Array(repeating: 0x61, count: 16 << 20)
        let server = try WebServer(configuration: .init(), logger: .silent) { _ in ServerResponse(.ok, body: body) }
        let group = ServiceGroup(services: [server], logger: .silent)
        async let end: Void = group.run()
        let client = try TCPClient(port: server.port)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let head = try await client.read(through: "\r\n\r\n")
        await group.triggerGracefulShutdown()
        #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(try await client.read(body.count) == body)
        #expect(try await client.isClosed())
        try await end
    }

    @Test func `a graceful stop finishes the open request and accepts no more`() async throws {
        let (arrived, stopped) = (Gate(2), Gate(2))
        let server = try WebServer(configuration: .init(), logger: .silent) { _ in
            await arrived.arriveAndWait()
            await stopped.arriveAndWait()
            return ServerResponse(.ok, body: Array("finished".utf8))
        }
        let group = ServiceGroup(services: [server], logger: .silent)
        async let end: Void = group.run()
        let client = try TCPClient(port: server.port)
        let idle = try TCPClient(port: server.port)
        try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await arrived.arriveAndWait()
        await group.triggerGracefulShutdown()
        #expect(try await idle.isClosed())
        #expect(throws: TCPError.self) { try TCPClient(port: server.port) }
        await stopped.arriveAndWait()
        let response = try await client.response()
        #expect(response.text == "finished")
        #expect(response.fields["connection"] == ["close"])
        try await end
    }
}
