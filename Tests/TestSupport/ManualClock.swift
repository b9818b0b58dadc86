import Synchronization

/// A clock whose time moves only when a test says so.
package final class ManualClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        package var offset: Duration
        package func advanced(by duration: Duration) -> Self { Self(offset: offset + duration) }
        package func duration(to other: Self) -> Duration { other.offset - offset }
        package static func < (one: Self, other: Self) -> Bool { one.offset < other.offset }
    }

    private struct Sleeper {
        var deadline: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var nextSleeper = 0
        var observers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Instant { state.withLock { $0.now } }
    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                enter(id, Sleeper(deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(id)
                return state.sleepers.removeValue(forKey: id)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Waits until somebody sleeps, moves the time to the first who wakes, and tells by how much.
    @discardableResult
    package func advanceToNextWakeup() async -> Duration {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isSomebodyAsleep = state.withLock { state in
                if state.sleepers.isEmpty { state.observers.append(continuation) }
                return !state.sleepers.isEmpty
            }
            if isSomebodyAsleep { continuation.resume() }
        }
        let (step, awake) = state.withLock { state -> (Duration, [Sleeper]) in
            guard let next = state.sleepers.values.map(\.deadline).min() else { return (.zero, []) }
            let step = state.now.duration(to: next)
            state.now = max(state.now, next)
            let awake = state.sleepers.filter { $0.value.deadline <= next }
            for id in awake.keys { state.sleepers[id] = nil }
            return (step, Array(awake.values))
        }
        for sleeper in awake { sleeper.continuation.resume() }
        return step
    }

    private func enter(_ id: Int, _ sleeper: Sleeper) {
        let observers = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
            guard !state.cancelled.contains(id) else { return nil }
            state.sleepers[id] = sleeper
            defer { state.observers = [] }
            return state.observers
        }
        guard let observers else { return sleeper.continuation.resume(throwing: CancellationError()) }
        for observer in observers { observer.resume() }
    }
}
