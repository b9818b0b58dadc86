import Testing

@testable import WebConnections

@Suite(.timeLimit(.minutes(1))) struct CertificateTests {
    @Test func `a new certificate serves new connections and leaves open ones alone`() async throws {
        let (files, next) = (try PairFiles(), try PairFiles())
        try await withSocketServer(.with(\.tls, files.tls)) { server in
            let open = try await server.connect(scheme: "wss") { $0.extraAuthorities = files.certificate }
            try files.replace(with: next)
            try server.readCertificateAgain()
            let new = try await server.connect(scheme: "wss") { $0.extraAuthorities = next.certificate }
            for socket in [open, new] {
                socket.send(.text("hello"))
                #expect(try await socket.next() == .text("hello"))
            }
        }
    }

    @Test func `files that are no pair change nothing`() async throws {
        let (files, next, trusted) = (try PairFiles(), try PairFiles(), try PairFiles())
        try trusted.replace(with: files)
        try await withSocketServer(.with(\.tls, files.tls)) { server in
            // The certificate of one, and the key of nobody.
            try files.replace(with: next)
            try PairFiles.write("no key", to: files.key)
            let error = #expect(throws: WebServerError.self) { try server.readCertificateAgain() }
            #expect(error?.code == .badCertificate)
            let socket = try await server.connect(scheme: "wss") { $0.extraAuthorities = trusted.certificate }
            socket.send(.text("hello"))
            #expect(try await socket.next() == .text("hello"))
        }
    }
}
