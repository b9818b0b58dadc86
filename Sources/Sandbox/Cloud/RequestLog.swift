package import HTTPTypes
import Synchronization
import WebConnections

/// What reached the sandbox, for a test to look at afterwards.
package struct RecordedRequest: Sendable, Equatable {
    package var method: HTTPRequest.Method
    package var path: String
    /// The query items by name; of a name that occurs twice the first.
    package var query: [String: String]
    /// The address of whose token it carried; nothing without a token in force.
    package var caller: String?
}

/// Every request in the order of arrival.
final class RequestLog: Sendable {
    private let requests = Mutex<[RecordedRequest]>([])

    var all: [RecordedRequest] { requests.withLock { $0 } }

    func add(_ request: ServerRequest, by caller: Account?) {
        let query = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let recorded = RecordedRequest(
            method: request.method, path: request.path, query: query, caller: caller?.email)
        requests.withLock { $0.append(recorded) }
    }
}
