import HTTPTransport
import HTTPTypes
import WebConnections

/// Asks a running service how it is, as the image's health check does.
package enum HealthProbe {
    /// What the service said.
    package struct Answer: Sendable, Equatable {
        package var isHealthy: Bool
        /// The report, or what was in the way of one.
        package var text: String
    }

    /// Longer than this nobody should wait to hear that all is well.
    private static let deadline: Duration = .seconds(5)

    /// Asks what listens at `address` on this machine.
    ///
    /// - Parameter address: Of its operations.
    /// - Returns: Nothing healthy when nobody answers.
    /// - Throws: `CancellationError`.
    package static func ask(_ address: ListenAddress) async throws -> Answer {
        try await ask(address.ownURL + "/healthz", by: .init())
    }

    /// Asks the public port whether it answers and whether it is ready, for a service without an address for operations.
    ///
    /// A pair of our own vouches for itself. A certificate that is for other names than this machine's own is not taken:
    /// such a service keeps its address for operations.
    ///
    /// - Parameters:
    ///   - options: Of the service.
    ///   - state: Its folder for what must survive a restart.
    /// - Returns: Nothing healthy when nobody answers, or it is not ready.
    /// - Throws: `CancellationError`.
    package static func askPublicPort(of options: ServiceOptions, state: String) async throws -> Answer {
        var client = HTTPClient.Configuration()
        client.extraAuthorities = PublicPort.certificateFiles(options, state: state)?.certificate
        let port = ListenAddress(host: options.host, port: options.port)
        let base = client.extraAuthorities == nil ? port.ownURL : "https://localhost:\(options.port)"
        let life = try await ask(base + "/livez", by: client)
        return life.isHealthy ? try await ask(base + "/readyz", by: client) : life
    }

    private static func ask(_ url: String, by configuration: HTTPClient.Configuration) async throws -> Answer {
        do {
            let answer = try await HTTPClient(configuration: configuration)
                .send(ClientRequest(.get, url), deadline: deadline)
            return Answer(isHealthy: answer.status == .ok, text: String(decoding: answer.body, as: UTF8.self))
        } catch let error as HTTPClientError {
            return Answer(isHealthy: false, text: "no answer from \(url): \(error)\n")
        }
    }
}
