import HTTPTypes
import Testing

@testable import WebConnections

@Suite(.timeLimit(.minutes(1))) struct WebSocketConnectTests {
    @Test func `the handshake shows path, query and fields to the server`() async throws {
        let (requests, report) = AsyncStream<ServerRequest>.makeStream()
        let sockets = WebServer.Sockets(
            admit: {
                report.yield($0)
                return nil
            }, serve: { socket, _ in await echo(socket) })
        try await withServer(sockets: sockets) { server in
            let client = try WebSocketClient(logger: .silent)
            let socket = try await client.connect(
                to: "ws://127.0.0.1:\(server.port)/a%20b?x=1",
                fields: HTTPFields(named: ["Authorization": "Bearer t", "TrackingID": "id", "Host": "ignored"]),
                deadline: .seconds(20))
            let request = try #require(await requests.first { _ in true })
            #expect(request.path == "/a b")
            #expect(request.query.map { "\($0.name)=\($0.value)" } == ["x=1"])
            #expect(request.fields[.authorization] == "Bearer t")
            #expect(request.fields[named: "trackingid"] == "id")
            #expect(request.fields[named: "host"] == "127.0.0.1:\(server.port)")
            socket.close()
        }
    }

    @Test(arguments: [HTTPResponse.Status.notFound, .unauthorized, .found, .serviceUnavailable])
    func `a refusal keeps its status`(status: HTTPResponse.Status) async throws {
        let sockets = WebServer.Sockets(admit: { _ in status }, serve: { _, _ in Issue.record("served") })
        try await withServer(sockets: sockets) { server in
            await expect(.refused(status: status.code)) { _ = try await server.connect() }
        }
    }

    @Test func `a server without websockets refuses with what it answers`() async throws {
        try await withServer { server in await expect(.refused(status: 200)) { _ = try await server.connect() } }
    }

    @Test func `nobody there is unreachable`() async throws {
        let port = try TCPListener().port
        await expect(.unreachable) { try await connect("ws://127.0.0.1:\(port)/") }
        await expect(.unreachable) { try await connect("ws://nowhere.invalid/") }
    }

    @Test func `a server that hangs up is unreachable`() async throws {
        let listener = try TCPListener()
        async let accepted: Void = { _ = try await listener.accept() }()
        await expect(.unreachable) { try await connect("ws://127.0.0.1:\(listener.port)/") }
        try await accepted
    }

    @Test(arguments: ["ws", "wss"])
    func `a server that says nothing meets the deadline`(scheme: String) async throws {
        let listener = try TCPListener()
        await expect(.timedOut) {
            try await connect("\(scheme)://127.0.0.1:\(listener.port)/", deadline: .milliseconds(200))
        }
        // The connection is given up then, whatever it had sent, and not when the library would.
        let clock = ContinuousClock()
        let begin = clock.now
        _ = try await listener.accept().read(through: "nothing ends so")
        #expect(clock.now - begin < .seconds(5))
    }

    @Test func `a cancelled attempt ends at once`() async throws {
        let listener = try TCPListener()
        try await withThrowingTaskGroup { group in
            group.addTask { try await connect("ws://127.0.0.1:\(listener.port)/") }
            let connection = try await listener.accept()
            #expect(try await connection.read(through: "\r\n\r\n").hasPrefix("GET / HTTP/1.1\r\n"))
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
            #expect(try await connection.isClosed())
        }
    }

    @Test(arguments: ["http://a/", "ws:///", "ws://a b/", "ws://u@a/", "ws://a:0/", "a", "ws://a/\r\nb"])
    func `what is no websocket address is refused`(url: String) async {
        await expect(.invalidURL) { try await connect(url) }
    }

    @Test func `TLS is trusted by the authorities that are added`() async throws {
        let files = try PairFiles()
        try await withSocketServer(.with(\.tls, files.tls)) { server in
            let socket = try await server.connect(scheme: "wss") { $0.extraAuthorities = files.certificate }
            let message = WebSocketMessage.binary(Array(repeating: 5, count: 1_500_000))
            socket.send(message)
            #expect(try await socket.next() == message)
            socket.close()
            #expect(try await socket.next() == nil)
        }
    }

    @Test func `TLS of an unknown authority is not trusted`() async throws {
        let files = try PairFiles()
        try await withSocketServer(.with(\.tls, files.tls)) { server in
            await expect(.untrusted) { _ = try await server.connect(scheme: "wss") }
        }
    }

    @Test func `TLS for another host is not trusted`() async throws {
        let files = try PairFiles(hosts: ["example.com"])
        try await withSocketServer(.with(\.tls, files.tls)) { server in
            await expect(.untrusted) {
                _ = try await server.connect(scheme: "wss") { $0.extraAuthorities = files.certificate }
            }
        }
    }

    @Test func `authorities that cannot be read are told at once`() {
        var configuration = WebSocketClient.Configuration()
        configuration.extraAuthorities = "/nowhere"
        let error = #expect(throws: WebSocketError.self) {
            try WebSocketClient(configuration: configuration, logger: .silent)
        }
        #expect(error?.code == .untrusted)
    }

    @Test(arguments: ["ws", "wss"])
    func `the proxy is asked for the way to the server`(scheme: String) async throws {
        let proxy = try TCPListener()
        async let request: String = {
            let connection = try await proxy.accept()
            let request = try await connection.read(through: "\r\n\r\n")
            try connection.send("HTTP/1.1 502 Bad Gateway\r\n\r\n")
            return request
        }()
        await expect(.unreachable) {
            try await connect("\(scheme)://example.com/") { $0.proxy = { _ in "http://127.0.0.1:\(proxy.port)" } }
        }
        #expect(try await request.hasPrefix("CONNECT example.com:\(scheme == "ws" ? 80 : 443) HTTP/1.1\r\n"))
    }

    @Test(arguments: ["ws", "wss"])
    func `a proxy that agrees carries the websocket`(scheme: String) async throws {
        let files = try PairFiles()
        try await withSocketServer(.with(\.tls, scheme == "wss" ? files.tls : nil)) { server in
            let proxy = try TCPListener()
            async let tunnel: Void = {
                let (near, far) = (try await proxy.accept(), try TCPClient(port: server.port))
                _ = try await near.read(through: "\r\n\r\n")
                try near.send("HTTP/1.1 200 Connection established\r\n\r\n")
                async let back: Void = far.copyAll(to: near)
                try await near.copyAll(to: far)
                try await back
            }()
            let socket = try await server.connect(scheme: scheme) {
                $0.proxy = { _ in "http://127.0.0.1:\(proxy.port)" }
                $0.extraAuthorities = files.certificate
            }
            socket.send(.text("through"))
            #expect(try await socket.next() == .text("through"))
            socket.close()
            #expect(try await socket.next() == nil)
            try await tunnel
        }
    }

    private func connect(
        _ url: String, deadline: Duration = .seconds(20),
        _ change: (inout WebSocketClient.Configuration) -> Void = { _ in }
    ) async throws {
        var configuration = WebSocketClient.Configuration()
        change(&configuration)
        _ = try await WebSocketClient(configuration: configuration, logger: .silent)
            .connect(to: url, deadline: deadline)
    }

    private func expect(_ code: WebSocketError.Code, _ body: () async throws -> Void) async {
        let error = await #expect(throws: WebSocketError.self) { try await body() }
        #expect(error?.code == code)
    }
}
