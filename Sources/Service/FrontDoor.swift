import Endpoints
import Synchronization
import WebConnections

/// Stands before the pages while the service is put together, and lets requests in once it is.
///
/// The port is bound first: a port that is taken stops the start before anything else is opened, and the address that
/// Webex sends browsers back to depends on it.
final class FrontDoor: Sendable {
    private let routes = Mutex<Routes?>(nil)

    func open(_ newRoutes: Routes) { routes.withLock { $0 = newRoutes } }

    /// The path that answers `request`; nothing when there is none.
    func route(of request: ServerRequest) -> String? { routes.withLock { $0 }?.router.route(of: request) }

    func respond(to request: ServerRequest) async -> ServerResponse {
        guard let routes = routes.withLock({ $0 }) else { return .starting }
        return await routes.respond(to: request)
    }
}
