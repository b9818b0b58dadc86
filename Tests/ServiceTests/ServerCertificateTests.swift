import Cryptography
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Logging
@testable import Service
import TemporaryFolders
import Testing
import TestSupport
import WebConnections

@Suite(.timeLimit(.minutes(1))) struct ServerCertificateTests {
    private let folder: TemporaryFolder
    private let own: ServerCertificate

    init() throws {
        folder = try TemporaryFolder()
        own = ServerCertificate(
            files: TLSFiles(certificate: folder("certificate.pem"), key: folder("key.pem")),
            renewal: .init(hosts: ["localhost"]))
    }

    private var certificate: String { get throws { try folder.text(of: "certificate.pem") } }

    @Test func `a pair of our own is made once and kept`() throws {
        try own.renew(at: Date())
        let first = try certificate
        try own.renew(at: Date())
        #expect(try certificate == first)
    }

    @Test(arguments: [(794.0, false), (796.0, true), (900.0, true)])
    func `it is made anew in the last 30 days of its 825`(age: Double, isNew: Bool) throws {
        try own.renew(at: Date())
        let first = try certificate
        try own.renew(at: Date() + age * 86_400)
        #expect(try (certificate != first) == isNew)
    }

    @Test func `it is made anew when it is to be for somebody else too`() throws {
        try own.renew(at: Date())
        let first = try certificate
        var moved = own
        moved.renewal?.hosts = ["localhost", "bot.example.com", "192.0.2.7"]
        try moved.renew(at: Date())
        #expect(try certificate != first)
        let second = try certificate
        try moved.renew(at: Date())
        #expect(try certificate == second)
    }

    @Test func `a pair that somebody else brings is never touched`() throws {
        try folder.write("theirs", to: "certificate.pem")
        try ServerCertificate(files: own.files, renewal: nil).renew(at: Date())
        #expect(try certificate == "theirs")
    }

    /// A server with the service's own pair, and what has it follow the files.
    private func serving() throws -> (WebServer, CertificateReloader) {
        var configuration = WebServer.Configuration()
        configuration.tls = own.files
        let server = try WebServer(configuration: configuration, logger: .silent) { _ in ServerResponse(.ok) }
        return (server, try CertificateReloader(own, of: server, logger: .silent))
    }

    @Test func `a pair that cannot be used is refused until a good one comes`() async throws {
        try own.renew(at: Date())
        let (server, reloader) = try serving()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let good = try certificate
            let outcomes = try [good, "none", "none", good].map { text in
                try folder.write(text, to: "certificate.pem")
                return reloader.reloadIfChanged()
            }
            #expect(outcomes == [.unchanged, .refused, .refused, .applied])
        }
    }

    @Test func `what was made anew is served at once`() async throws {
        try own.renew(at: Date())
        let (server, reloader) = try serving()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            for age in [0.0, 800, 1600] {
                reloader.renew(at: Date() + age * 86_400)
                reloader.reloadIfChanged()
                var client = HTTPClient.Configuration()
                client.extraAuthorities = own.files.certificate
                let answer = try await HTTPClient(configuration: client).send(
                    ClientRequest(.get, "https://localhost:\(server.port)/"), deadline: .seconds(20))
                #expect(answer.status == .ok)
            }
        }
    }
}
