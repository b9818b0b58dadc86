package import FoundationEssentials
package import HTTPTypes
import Synchronization
package import WebConnections

/// Misbehaviour ordered for requests to come.
package final class Faults: Sendable {
    /// What happens to a request instead of, or before, its proper answer.
    package enum Fault: Sendable {
        /// Answered so; nothing else happens.
        case answer(ServerResponse)
        /// Handled and answered properly, but later.
        case delay(Duration)
        /// Handled properly, but the answer is lost: it comes after so long that nobody waits for it.
        case loseAnswer(after: Duration)
        /// Handled properly, and answered so in place of the proper answer.
        case mistake(ServerResponse)
        /// Refused so, in words that are made of the request; nothing else happens.
        case refusal(HTTPResponse.Status, saying: @Sendable (ServerRequest) -> String)
        /// Read, and the connection closed; nothing else happens.
        case hangUp
        /// Handled properly, and the connection closed without an answer.
        case handleAndHangUp
        /// Handled properly, and the connection closed in the middle of the answer.
        case cutShort
    }

    private struct Order {
        let method: HTTPRequest.Method
        let pathPrefix: String
        let query: [String: String]
        var times: Int
        let fault: Fault

        func matches(_ request: ServerRequest) -> Bool {
            method == request.method && request.path.hasPrefix(pathPrefix)
                && query.allSatisfy { name, value in
                    request.query.contains { $0.name == name && $0.value == value }
                }
        }
    }

    private let orders = Mutex<[Order]>([])
    private let strike = Signal()

    /// Returns when a fault has begun to happen since the last time, or on cancellation; for one caller at a time.
    package func struck() async { await strike.given() }

    /// Orders `fault` for the next requests that match.
    ///
    /// - Parameters:
    ///   - method: The request's method.
    ///   - pathPrefix: How the path begins, for example `/v1/meetings`.
    ///   - query: What the query must say besides other things.
    ///   - times: How many requests it happens to; `Int.max` for all to come. Orders are used up in the order in which they were given.
    ///   - fault: What happens.
    package func next(
        _ method: HTTPRequest.Method, _ pathPrefix: String, query: [String: String] = [:], times: Int = 1,
        _ fault: Fault
    ) {
        orders.withLock {
            $0.append(Order(method: method, pathPrefix: pathPrefix, query: query, times: times, fault: fault))
        }
    }

    /// Forgets every order.
    package func clear() { orders.withLock { $0.removeAll() } }

    func take(for request: ServerRequest) -> Fault? {
        orders.withLock { orders in
            guard let index = orders.firstIndex(where: { $0.matches(request) }) else { return nil }
            orders[index].times -= 1
            let fault = orders[index].fault
            if orders[index].times == 0 { orders.remove(at: index) }
            strike.give()
            return fault
        }
    }
}

extension ServerResponse {
    /// "Too many requests" as Webex words it, with a `Retry-After` field when there is one.
    package static func rateLimited(retryAfter: String?) -> ServerResponse {
        failure(
            .tooManyRequests, "Too many requests. Please retry after \(retryAfter ?? "some") seconds.",
            fields: retryAfter.map { [.retryAfter: $0] } ?? [:])
    }

    /// "Too many requests" until a moment, to the second.
    package static func rateLimited(until end: Date) -> ServerResponse { rateLimited(retryAfter: Timestamp.http(end)) }

    /// Any error with a body of the usual shape.
    package static func failure(
        _ status: HTTPResponse.Status, _ message: String, fields: HTTPFields = [:]
    ) -> ServerResponse {
        let error = APIError(status, message)
        var response = ServerResponse.json(error.body(trackingID: "ROUTERGW_ordered"), status: status)
        response.fields.append(contentsOf: fields)
        return response
    }
}
