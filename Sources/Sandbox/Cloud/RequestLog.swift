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
    /// A request with the moments of its arrival and its answer, on a clock that ticks with each of those.
    struct Entry: Sendable {
        let request: RecordedRequest
        let began: Int
        /// Nothing while the answer is being made.
        var ended: Int?
    }

    private struct State {
        var entries: [Entry] = []
        var ticks = 0
    }

    private let state = Mutex(State())

    var all: [RecordedRequest] { entries.map(\.request) }
    var entries: [Entry] { state.withLock { $0.entries } }

    /// Notes a request; the index of its entry.
    func begin(_ request: ServerRequest, by caller: Account?) -> Int {
        let query = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let recorded = RecordedRequest(
            method: request.method, path: request.path, query: query, caller: caller?.email)
        return state.withLock { state in
            state.ticks += 1
            state.entries.append(Entry(request: recorded, began: state.ticks))
            return state.entries.count - 1
        }
    }

    /// Notes that the request of this entry is being answered.
    func end(_ index: Int) {
        state.withLock { state in
            state.ticks += 1
            state.entries[index].ended = state.ticks
        }
    }
}
