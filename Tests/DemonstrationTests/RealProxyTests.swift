import Cryptography
import FoundationEssentials
import Glibc
import HTTPTransport
import HTTPTypes
import JSONTree
import Sandbox
import Service
import TemporaryFolders
import TestSupport
import Testing
import WebConnections

/// The whole bot behind a proxy that is not ours; `make proxies` starts three and runs these tests.
///
/// Webex is at a name that only the proxies know, so nothing is reached but through them.
@Suite(.enabled(if: Proxy.open != nil && Proxy.closed != nil), .timeLimit(.minutes(1))) struct RealProxyTests {
    /// Runs a bot that reaches Webex through the proxy, and nobody without it.
    private static func run(
        through proxy: String?, _ use: @escaping @Sendable (Bench) async throws -> Void
    ) async throws {
        let webex = try NamedWebex()
        try await Bench.run(
            configuration: webex.configuration,
            change: { options in
                options.extraAuthorities = webex.certificate
                options.proxies = ProxySettings(encrypted: proxy)
            }, use)
    }

    @Test(arguments: [Proxy.open, Proxy.closed])
    func `calls and the event socket go through the proxy`(proxy: String?) async throws {
        try await Self.run(through: proxy) { bench async throws in
            #expect(bench.sandbox.origin.hasPrefix("https://webex.test:"))
            #expect(try await bench.answer(to: "rec 2551 234 5678").card?.text.contains("/files/video/") == true)
        }
    }

    @Test func `a proxy that starts again costs nobody an answer`() async throws {
        let proxy = try #require(Proxy.restarting)
        try await Self.run(through: proxy) { bench async throws in
            #expect(try await bench.answer(to: "help").card != nil)
            let process = try Proxy.process
            let answer = try await bench.answer(to: "alice@example.com") { sandbox in
                #expect(kill(process, SIGKILL) == 0)
                try sandbox.say("rec 2551 234 5678", as: "alice@example.com")
            }
            #expect(answer.card?.text.contains("/files/video/") == true)
        }
    }

    @Test func `a proxy that wants another password is named, and the password is not`() async throws {
        let proxy = try #require(Proxy.closed).replacing("p%40ss%3Aword", with: "wrong-word")
        let client = try Self.client { _ in proxy }
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(ClientRequest(.get, "https://webex.test:9/"), deadline: .seconds(20))
        }
        #expect(error?.code == .unreachable)
        #expect(error?.detail.contains("407") == true)
        #expect(error?.detail.contains("wrong-word") == false)

        var configuration = WebSocketClient.Configuration()
        configuration.proxy = { _ in proxy }
        let sockets = try WebSocketClient(configuration: configuration, logger: .silent)
        let refusal = await #expect(throws: WebSocketError.self) {
            try await sockets.connect(to: "wss://webex.test:9/", deadline: .seconds(20))
        }
        #expect(refusal?.code == .unreachable)
        #expect(refusal?.detail.contains("wrong-word") == false)
    }

    @Test func `a host of NO_PROXY is not asked for at the proxy`() async throws {
        let settings = ProxySettings(encrypted: Proxy.open, exceptions: "webex.test")
        let client = try Self.client { settings.proxy(for: $0) }
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(ClientRequest(.get, "https://webex.test:9/"), deadline: .seconds(20))
        }
        // The proxy would have known the name.
        #expect(error?.code == .unreachable)
    }

    private static func client(proxy: @escaping @Sendable (String) -> String?) throws -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.proxy = proxy
        return try HTTPClient(configuration: configuration)
    }
}

/// The proxies that `make proxies` has started.
private enum Proxy {
    static let open = environment["STEWARD_TEST_PROXY"]
    static let closed = environment["STEWARD_TEST_PROXY_WITH_PASSWORD"]
    /// One that starts again whenever it ends.
    static let restarting = environment["STEWARD_TEST_PROXY_RESTARTING"]
    /// The process that it is at this time.
    static var process: Int32 {
        get throws {
            let path = try #require(environment["STEWARD_TEST_PROXY_PROCESS"])
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return try #require(Int32(text.filter(\.isNumber)))
        }
    }
    private static let environment = ProcessInfo.processInfo.environment
}

/// A Webex at a name and with a certificate of its own.
private struct NamedWebex {
    let configuration: WebexSandbox.Configuration
    /// The file that vouches for it.
    let certificate: String
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let pair = try SelfSignedPair(hosts: ["webex.test"], days: 1)
        try folder.write(pair.certificate, to: "certificate.pem")
        try folder.write(pair.key, to: "key.pem")
        certificate = folder("certificate.pem")
        var configuration = WebexSandbox.Configuration()
        configuration.host = "webex.test"
        configuration.tls = TLSFiles(certificate: folder("certificate.pem"), key: folder("key.pem"))
        self.configuration = configuration
    }
}
