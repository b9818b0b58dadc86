import Synchronization

/// Whether events can reach us, for the health pages and for whoever waits for it.
package final class TransportState: Sendable {
    package enum Value: Sendable, Equatable { case connecting, connected, stopped }

    private struct Inside {
        var value = Value.connecting
        var observers: [Int: AsyncStream<Value>.Continuation] = [:]
        var nextObserver = 0
    }
    private let inside = Mutex(Inside())
    private let changed: @Sendable (Value) -> Void

    /// Events cannot reach us yet.
    ///
    /// - Parameter changed: Told of every other value as it comes, none left out; must not wait.
    package init(changed: @escaping @Sendable (Value) -> Void = { _ in }) { self.changed = changed }

    package var current: Value { inside.withLock { $0.value } }

    /// The present value, then every other one as it comes; an observer that is slow sees only the newest.
    package var values: AsyncStream<Value> {
        let (stream, continuation) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: .bufferingNewest(1))
        let (id, value) = inside.withLock { inside in
            inside.nextObserver += 1
            inside.observers[inside.nextObserver] = continuation
            return (inside.nextObserver, inside.value)
        }
        continuation.onTermination = { [weak self] _ in
            self?.inside.withLock { _ = $0.observers.removeValue(forKey: id) }
        }
        continuation.yield(value)
        return stream
    }

    package func set(_ value: Value) {
        let (old, observers) = inside.withLock { inside in
            defer { inside.value = value }
            return (inside.value, Array(inside.observers.values))
        }
        if value != old { changed(value) }
        for observer in observers { observer.yield(value) }
    }
}
