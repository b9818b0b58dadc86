import Synchronization

/// What became of one delivery.
package struct DeliveryReport: Sendable, Equatable {
    /// The bytes that were sent.
    package var body: [UInt8]
    package var targetURL: String
    /// What the other side answered; nothing when it did not.
    package var status: Int?
}

/// The latest deliveries that were tried, in the order in which they ended.
final class DeliveryLog: Sendable {
    /// Of older ones nothing is kept.
    static let limit = 1000

    private struct State {
        /// Twice as many at most, so that they need not move with each new one.
        var reports: [DeliveryReport] = []
        var observers: [AsyncStream<DeliveryReport>.Continuation] = []
    }

    private let state = Mutex(State())

    var latest: [DeliveryReport] { state.withLock { $0.reports.suffix(Self.limit) } }

    /// Everything that ends from now on.
    var coming: AsyncStream<DeliveryReport> {
        let (stream, continuation) = AsyncStream.makeStream(of: DeliveryReport.self, bufferingPolicy: .unbounded)
        state.withLock { $0.observers.append(continuation) }
        return stream
    }

    func add(_ report: DeliveryReport) {
        let observers = state.withLock { state in
            state.reports.append(report)
            if state.reports.count >= 2 * Self.limit { state.reports.removeFirst(Self.limit) }
            return state.observers
        }
        for observer in observers { observer.yield(report) }
    }
}
