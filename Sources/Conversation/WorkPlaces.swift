import Synchronization

/// How many events are worked on side by side; whoever only waits lends the place to somebody else.
package final class WorkPlaces: Sendable {
    private struct State {
        var free: Int
        /// In the order in which they came.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    package init(_ count: Int = 64) { state = Mutex(State(free: count)) }

    /// Does `work` in a place, as soon as there is one.
    func occupy<Output: Sendable>(_ work: () async -> Output) async -> Output {
        await take()
        defer { giveBack() }
        return await work()
    }

    /// Gives the place away while `wait` lasts; only for whoever occupies one.
    func leave<Output: Sendable>(during wait: () async throws -> Output) async rethrows -> Output {
        giveBack()
        do {
            let output = try await wait()
            await take()
            return output
        } catch {
            await take()
            throw error
        }
    }

    private func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    private func giveBack() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
