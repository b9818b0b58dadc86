import FoundationEssentials
import Synchronization

/// Does equal work once for all who ask for it while it runs, and keeps what came of it for a while.
///
/// Only results are kept, never errors. The work belongs to nobody who waits for it: one who is cancelled leaves the others
/// undisturbed, and when the last one has left the work is cancelled.
actor SharedWork<Key: Hashable & Sendable, Value: Sendable> {
    private struct Kept {
        var value: Value
        var since: Date
    }

    private let capacity: Int
    private let now: @Sendable () -> Date
    private(set) var running: [Key: RunningWork<Value>] = [:]
    private var kept: [Key: Kept] = [:]

    /// - Parameters:
    ///   - capacity: How many results are kept at most; the oldest make room.
    ///   - now: The time that results age by.
    init(capacity: Int, now: @escaping @Sendable () -> Date) {
        self.capacity = capacity
        self.now = now
    }

    /// What `work` comes to, now or a moment ago.
    ///
    /// - Parameters:
    ///   - key: Equal keys mean equal work.
    ///   - age: How old a kept result may be; zero takes none and keeps none.
    ///   - work: Has deadlines of its own.
    /// - Returns: The result of this work or of equal work.
    /// - Throws: What the work throws; `CancellationError` when the caller was cancelled, once the work has come to its end.
    func value(
        for key: Key, noOlderThan age: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        if let kept = kept[key], isRecent(kept, age) { return kept.value }
        let shared = running[key].flatMap { $0.join() ? $0 : nil } ?? RunningWork(work)
        running[key] = shared
        let outcome = await shared.outcome()
        if running[key] === shared {
            running[key] = nil
            if age > .zero, case .success(let value) = outcome { keep(value, for: key) }
        }
        try Task.checkCancellation()
        return try outcome.get()
    }

    private func isRecent(_ kept: Kept, _ age: Duration) -> Bool {
        let elapsed = now().timeIntervalSince(kept.since)
        // A clock that was set back makes nothing young.
        return elapsed >= 0 && Duration.seconds(elapsed) < age
    }

    private func keep(_ value: Value, for key: Key) {
        if kept[key] == nil, kept.count >= capacity, let oldest = kept.min(by: { $0.value.since < $1.value.since }) {
            kept[oldest.key] = nil
        }
        kept[key] = Kept(value: value, since: now())
    }
}

/// Work under way, and how many wait for it.
final class RunningWork<Value: Sendable>: Sendable {
    let waiting = Mutex(1)
    /// Owned: started here, awaited by everybody who waits, cancelled when nobody does any more.
    private let task: Task<Value, any Error>

    /// Begins the work for one who waits.
    init(_ work: @escaping @Sendable () async throws -> Value) { task = Task { try await work() } }

    /// One more waits, unless the work was given up already.
    func join() -> Bool {
        waiting.withLock { count in
            guard count > 0 else { return false }
            count += 1
            return true
        }
    }

    /// How the work ended; to be asked for once by each who waits.
    func outcome() async -> Result<Value, any Error> {
        await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            leave()
        }
    }

    private func leave() {
        let isGivenUp = waiting.withLock { count in
            count -= 1
            return count == 0
        }
        if isGivenUp { task.cancel() }
    }
}
