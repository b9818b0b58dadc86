package import FoundationEssentials
import Synchronization

/// Whether events can reach us, for the health pages and for whoever waits for it.
package final class TransportState: Sendable {
    package enum Value: Sendable, Equatable { case connecting, connected, stopped }

    /// A time in which events reach us.
    package struct Connection: Sendable, Equatable {
        /// Counted from 1.
        package var number: Int
        /// How often events were found to be missing in it.
        package var losses = 0
        /// Until when every event is known to have reached us; a connection can be dead for a while before that shows.
        package var confirmed: Date

        /// Whether nothing can be missing that was not missing then.
        func continues(_ earlier: Connection?) -> Bool { earlier?.number == number && earlier?.losses == losses }
    }

    private struct Inside {
        var value = Value.connecting
        var connection = Connection(number: 0, confirmed: .distantPast)
        var observers: [Int: AsyncStream<Value>.Continuation] = [:]
        var nextObserver = 0
    }
    private let inside = Mutex(Inside())
    private let now: @Sendable () -> Date
    private let changed: @Sendable (Value) -> Void

    /// Events cannot reach us yet.
    ///
    /// - Parameters:
    ///   - now: The time of day.
    ///   - changed: Told of every other value in its order, none left out, under a lock: must not wait, nor come back here.
    package init(
        now: @escaping @Sendable () -> Date = { Date() }, changed: @escaping @Sendable (Value) -> Void = { _ in }
    ) {
        self.now = now
        self.changed = changed
    }

    package var current: Value { inside.withLock { $0.value } }

    /// The present connection; nothing while there is none.
    package var connection: Connection? { inside.withLock { $0.value == .connected ? $0.connection : nil } }

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
            if value == .connected {
                inside.connection = Connection(number: inside.connection.number + 1, confirmed: now())
            }
            changed(value)
            for observer in inside.observers.values { observer.yield(value) }
        }
    }

    /// Notes that events are missing, although the connection has not gone.
    package func noteLoss() {
        inside.withLock { inside in
            inside.connection.losses += 1
            for observer in inside.observers.values { observer.yield(inside.value) }
        }
    }

    /// Notes that nothing is missing so far: whoever sends the events has just answered over the way that they come.
    package func confirm() {
        inside.withLock { $0.connection.confirmed = now() }
    }
}
