import Synchronization

/// Whether events can reach us, for the health pages and for whoever waits for it.
package final class TransportState: Sendable {
    package enum Value: Sendable, Equatable { case connecting, connected, stopped }

    private struct Inside {
        var value = Value.connecting
        /// How often it has been connected.
        var connections = 0
        var observers: [Int: AsyncStream<Value>.Continuation] = [:]
        var nextObserver = 0
    }
    private let inside = Mutex(Inside())
    private let changed: @Sendable (Value) -> Void

    /// Events cannot reach us yet.
    ///
    /// - Parameter changed: Told of every other value in its order, none left out, under a lock: must not wait, nor come
    ///   back here.
    package init(changed: @escaping @Sendable (Value) -> Void = { _ in }) { self.changed = changed }

    package var current: Value { inside.withLock { $0.value } }

    /// Which connection this is, counted from 1; nothing while there is none.
    package var connection: Int? { inside.withLock { $0.value == .connected ? $0.connections : nil } }

    /// The present value, then every other one as it comes; an observer that is slow sees only the newest.
    package var values: AsyncStream<Value> {
        let (stream, continuation) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: .bufferingNewest(1))
        let id = inside.withLock { inside in
            inside.nextObserver += 1
            inside.observers[inside.nextObserver] = continuation
            continuation.yield(inside.value)
            return inside.nextObserver
        }
        continuation.onTermination = { [weak self] _ in
            self?.inside.withLock { _ = $0.observers.removeValue(forKey: id) }
        }
        return stream
    }

    package func set(_ value: Value) {
        // Under the lock, or of two changes the older could be told last.
        inside.withLock { inside in
            guard value != inside.value else { return }
            inside.value = value
            if value == .connected { inside.connections += 1 }
            changed(value)
            for observer in inside.observers.values { observer.yield(value) }
        }
    }
}
