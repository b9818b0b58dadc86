import Synchronization

/// One delivery on its way.
struct Delivery: Sendable, Equatable {
    /// The id of the webhook.
    let webhook: String
    let targetURL: String
    let body: [UInt8]
    /// What it is signed with.
    let secret: String?
}

/// Deliveries that wait to be sent, in order unless somebody mixes them.
final class Outbox: Sendable {
    private struct State {
        var held: [Delivery] = []
        var isHolding = false
        var last: [Delivery] = []
    }

    /// What to send next; for one reader.
    let deliveries: AsyncStream<Delivery>
    private let continuation: AsyncStream<Delivery>.Continuation
    private let state = Mutex(State())

    init() { (deliveries, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded) }

    /// Adds what one event gave rise to, each delivery as often as `copies` says.
    func put(_ new: [Delivery], copies: Int = 1) {
        guard !new.isEmpty else { return }
        let copies = Array(repeating: new, count: copies).flatMap(\.self)
        state.withLock { state in
            state.last = new
            if state.isHolding { return state.held += copies }
            for delivery in copies { continuation.yield(delivery) }
        }
    }

    /// Sends the deliveries of the last event once more.
    func repeatLast() { put(state.withLock { $0.last }) }

    /// Keeps everything back from now on.
    func hold() { state.withLock { $0.isHolding = true } }

    /// Sends what was kept back.
    func release(newestFirst: Bool) {
        state.withLock { state in
            for delivery in newestFirst ? state.held.reversed() : state.held { continuation.yield(delivery) }
            (state.held, state.isHolding) = ([], false)
        }
    }
}
