import Synchronization

/// What became of one delivery.
package struct DeliveryReport: Sendable, Equatable {
    /// The bytes that were sent.
    package var body: [UInt8]
    package var targetURL: String
    /// What the other side answered; nothing when it did not.
    package var status: Int?
}

/// Every delivery that was tried, in the order in which they ended.
final class DeliveryLog: Sendable {
    private struct State {
        var reports: [DeliveryReport] = []
        var observers: [AsyncStream<DeliveryReport>.Continuation] = []
    }

    private let state = Mutex(State())

    var all: [DeliveryReport] { state.withLock { $0.reports } }

    /// Everything that ends from now on.
    var coming: AsyncStream<DeliveryReport> {
        let (stream, continuation) = AsyncStream.makeStream(of: DeliveryReport.self, bufferingPolicy: .unbounded)
        state.withLock { $0.observers.append(continuation) }
        return stream
    }

    func add(_ report: DeliveryReport) {
        let observers = state.withLock { state in
            state.reports.append(report)
            return state.observers
        }
        for observer in observers { observer.yield(report) }
    }
}
