import Cryptography
import FoundationEssentials
import HTTPTypes
import Testing
import WebConnections

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(1))) struct TrustTests {
    @Test func `a certificate that nobody vouches for is refused, and the error says why`() async throws {
        try await withSecureServer(for: "127.0.0.1") { url, _ in
            let error = await #expect(throws: HTTPClientError.self) {
                try await HTTPClient().send(ClientRequest(.get, url), deadline: .seconds(10))
            }
            #expect(error?.code == .untrusted)
            #expect(error?.detail.contains("self-signed certificate") == true)
        }
    }

    @Test func `an extra authority is trusted`() async throws {
        try await withSecureServer(for: "127.0.0.1") { url, authorities in
            let client = try HTTPClient(trusting: authorities)
            let response = try await client.send(ClientRequest(.get, url), deadline: .seconds(10))
            #expect(response.status == .ok)
        }
    }

    @Test(.enabled("this system has a file of authorities") { try TrustAnchors(extraAuthorities: nil).path != nil })
    func `an extra authority leaves those of the system in force`() async throws {
        try await withTemporaryFolder { folder in
            let extra = try SelfSignedPair(hosts: ["proxy.example.com"], days: 1).certificate
            try extra.write(toFile: "\(folder)/authorities.pem", atomically: true, encoding: .utf8)
            let system = try #require(TrustAnchors(extraAuthorities: nil).path)
            let joined = try TrustAnchors(extraAuthorities: "\(folder)/authorities.pem")
            let text = try withExtendedLifetime(joined) {
                try String(contentsOfFile: #require(joined.path), encoding: .utf8)
            }
            #expect(text == "\(try String(contentsOfFile: system, encoding: .utf8))\n\(extra)")
        }
    }

    @Test func `a trusted certificate for another host is refused`() async throws {
        try await withSecureServer(for: "other.example.com") { url, authorities in
            let client = try HTTPClient(trusting: authorities)
            let error = await #expect(throws: HTTPClientError.self) {
                try await client.send(ClientRequest(.get, url), deadline: .seconds(10))
            }
            #expect(error?.code == .untrusted)
        }
    }

    @Test(arguments: [nil, "", "not a certificate"])
    func `a file without a certificate is an error before the first call`(content: String?) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/authorities.pem"
            try content?.write(toFile: path, atomically: true, encoding: .utf8)
            let error = #expect(throws: HTTPClientError.self) { try HTTPClient(trusting: path) }
            #expect(error?.code == .untrusted)
            #expect(error?.detail.contains(path) == true)
        }
    }

    /// Serves `https` on 127.0.0.1 with a certificate of its own for `host`; `body` is given the URL and the PEM file.
    private func withSecureServer(for host: String, _ body: (String, String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let pair = try SelfSignedPair(hosts: [host], days: 1)
            let files = TLSFiles(certificate: "\(folder)/certificate.pem", key: "\(folder)/key.pem")
            try pair.certificate.write(toFile: files.certificate, atomically: true, encoding: .utf8)
            try pair.key.write(toFile: files.key, atomically: true, encoding: .utf8)
            try await withServer(tls: files, answering: { _ in ServerResponse(.ok) }) { port in
                try await body("https://127.0.0.1:\(port)/", files.certificate)
            }
        }
    }

    private func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trust-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }
}

extension HTTPClient {
    /// A client that trusts the authorities in a PEM file as well.
    fileprivate convenience init(trusting path: String) throws {
        var configuration = Configuration()
        configuration.extraAuthorities = path
        try self.init(configuration: configuration)
    }
}
