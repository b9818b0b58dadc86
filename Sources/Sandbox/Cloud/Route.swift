import FoundationEssentials
import HTTPTypes
import WebConnections

/// A method and a path with holes, and who answers there.
struct Route: Sendable {
    typealias Handler = @Sendable (Cloud) -> (Call) throws -> ServerResponse

    private enum Segment: Equatable {
        case literal(Substring)
        case hole
        /// Whatever follows, any number of segments.
        case rest
    }

    let method: HTTPRequest.Method
    private let segments: [Segment]
    let handler: Handler

    /// In `path`, `{name}` stands for one segment and `*` at the end for any further ones.
    init(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        self.method = method
        self.handler = handler
        segments = path.split(separator: "/").map { part in
            part == "*" ? .rest : part.hasPrefix("{") ? .hole : .literal(part)
        }
    }

    /// What stands in the holes when `path` has this shape.
    func match(_ path: String) -> [String]? {
        var holes: [String] = []
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for segment in segments {
            if segment == .rest { return holes }
            guard let part = parts.popFirst() else { return nil }
            switch segment {
            case .literal(let text) where text == part: continue
            case .hole where !part.isEmpty: holes.append(String(part))
            default: return nil
            }
        }
        return parts.isEmpty ? holes : nil
    }
}

extension [Route] {
    /// The first route for method and path.
    ///
    /// - Throws: ``APIError`` 404 when no route has this path, 405 when one has but not for this method.
    func find(_ request: ServerRequest, now: Date) throws -> (Route, Call) {
        var isKnownPath = false
        for route in self {
            guard let holes = route.match(request.path) else { continue }
            if route.method == request.method { return (route, Call(request: request, parameters: holes, now: now)) }
            isKnownPath = true
        }
        throw isKnownPath ? APIError.methodNotAllowed : APIError.notFound
    }
}
