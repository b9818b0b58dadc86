import HTTPTypes
import JSONTree
package import WebConnections

/// What the operations address answers: how each part is, and the metrics.
///
/// It is for operators and never public.
package struct OperationsRoutes: Sendable {
    private var router = Router()

    /// Puts the addresses in front of what they tell.
    ///
    /// - Parameters:
    ///   - health: How the service is, asked at each request.
    ///   - metrics: The present metrics as Prometheus reads them.
    package init(
        health: @escaping @Sendable () async -> HealthReport, metrics: @escaping @Sendable () async -> String
    ) {
        router.on(.get, "/healthz") { _ in
            let report = await health()
            return .text(
                report.json.text + "\n", type: "application/json",
                status: report.status == .failing ? .serviceUnavailable : .ok)
        }
        router.on(.get, "/metrics") { _ in
            .text(await metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// Answers any request.
    package func respond(to request: ServerRequest) async -> ServerResponse { await router.respond(to: request) }
}
