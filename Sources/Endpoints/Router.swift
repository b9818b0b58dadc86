package import HTTPTypes
package import WebConnections

/// Finds the handler for a request by its path and its method.
///
/// A path that nobody handles is 404, a method that nobody handles there is 405, and HEAD is answered as GET without
/// the body.
package struct Router: Sendable {
    package typealias Handler = @Sendable (ServerRequest) async -> ServerResponse

    private var routes: [String: [HTTPRequest.Method: Handler]] = [:]

    /// Knows no path yet.
    package init() {}

    /// Has `handler` answer requests for exactly `path`.
    package mutating func on(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        routes[path, default: [:]][method] = handler
    }

    /// The path that answers `request`; nothing when there is none.
    package func route(of request: ServerRequest) -> String? { routes[request.path] == nil ? nil : request.path }

    /// Answers any request.
    package func respond(to request: ServerRequest) async -> ServerResponse {
        guard let methods = routes[request.path] else { return .page(.notFound, status: .notFound) }
        if let handler = methods[request.method] { return await handler(request) }
        guard request.method == .head, let handler = methods[.get] else {
            return .methodNotAllowed(methods.keys.map(\.rawValue) + (methods[.get] == nil ? [] : ["HEAD"]))
        }
        var response = await handler(request)
        response.body = []
        return response
    }
}
