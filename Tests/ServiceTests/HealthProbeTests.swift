import FoundationEssentials
import HTTPTypes
import Recordings
@testable import Service
import TemporaryFolders
import Testing
import TestSupport
import WebConnections

@Suite(.timeLimit(.minutes(1))) struct HealthProbeTests {
    /// What the probe says of a public port with a pair of its own that answers so.
    private func ask(life: HTTPResponse.Status, readiness: HTTPResponse.Status) async throws -> HealthProbe.Answer {
        let folder = try TemporaryFolder()
        var options = ServiceOptions(botToken: Secret("t"), clientID: "c", clientSecret: Secret("s"))
        options.tls = .selfSigned
        let files = try #require(PublicPort.certificateFiles(options, state: folder.path))
        let certificate = ServerCertificate(files: files, renewal: .init(hosts: ["localhost"]))
        try certificate.renew(at: .now)
        var configuration = WebServer.Configuration()
        configuration.tls = files
        let server = try WebServer(configuration: configuration, logger: .silent) { request in
            ServerResponse(request.path == "/livez" ? life : readiness, body: Array(request.path.utf8))
        }
        options.port = server.port
        return try await withThrowingTaskGroup(of: Void.self) { [options] group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            return try await HealthProbe.askPublicPort(of: options, state: folder.path)
        }
    }

    @Test func `a public port with a pair of its own is healthy when it lives and is ready`() async throws {
        let answer = try await ask(life: .ok, readiness: .ok)
        #expect(answer.isHealthy)
        #expect(answer.text == "/readyz")
    }

    @Test(arguments: [(HTTPResponse.Status.ok, "/readyz"), (.serviceUnavailable, "/livez")])
    func `it is not while one of them says no`(life: HTTPResponse.Status, asked: String) async throws {
        let answer = try await ask(life: life, readiness: .serviceUnavailable)
        #expect(!answer.isHealthy)
        #expect(answer.text == asked)
    }
}
