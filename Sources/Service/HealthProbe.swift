import HTTPTransport
import HTTPTypes

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
        let request = ClientRequest(.get, address.ownURL + "/healthz")
        do {
            let answer = try await HTTPClient().send(request, deadline: deadline)
            return Answer(isHealthy: answer.status == .ok, text: String(decoding: answer.body, as: UTF8.self))
        } catch let error as HTTPClientError {
            return Answer(isHealthy: false, text: "no answer from \(address.ownURL): \(error)\n")
        }
    }
}
