import Synchronization

/// One call of ``HTTPClient/send(_:deadline:)``, as it is handed to the loop.
final class Call: Sendable {
    typealias Continuation = CheckedContinuation<ClientResponse, any Error>

    let request: OutgoingRequest
    let deadline: ContinuousClock.Instant
    private let cancellation = Atomic(false)

    init(_ request: OutgoingRequest, deadline: ContinuousClock.Instant) {
        self.request = request
        self.deadline = deadline
    }

    /// The task may be cancelled before the loop hears of the call; so the call has to remember.
    var isCancelled: Bool { cancellation.load(ordering: .acquiring) }

    func cancel() { cancellation.store(true, ordering: .releasing) }

    /// An error that names the call by method, scheme, host and path.
    func failure(_ code: HTTPClientError.Code, _ reason: String) -> HTTPClientError {
        HTTPClientError(code: code, detail: "\(request.method) \(request.url.display): \(reason)")
    }
}
