import Synchronization

/// How fast calls are answered.
package enum Pace: Sendable, Equatable {
    case immediate
    /// Every call takes so long at least, however many there are.
    case latency(Duration)
    /// In rounds: calls wait until none has come for so long, then all of them are answered.
    ///
    /// What a client sends side by side is answered in one round, however slow the machine is.
    case rounds(quiet: Duration)
}

/// Lets calls through as fast as the pace says.
final class Pacemaker: Sendable {
    private struct State {
        var pace = Pace.immediate
        /// How many calls have come, and up to which of them calls have been let through.
        var arrived = 0
        var released = 0
        var waiting: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    private let clock: any Clock<Duration>

    init(clock: any Clock<Duration>) { self.clock = clock }

    var pace: Pace {
        get { state.withLock { $0.pace } }
        set { state.withLock { $0.pace = newValue } }
    }

    /// Returns when a call that has just come may be answered.
    func pass() async {
        switch pace {
        case .immediate: return
        case .latency(let duration): try? await clock.sleep(for: duration)
        case .rounds(let quiet): await passInRound(quiet)
        }
    }

    private func passInRound(_ quiet: Duration) async {
        let number = state.withLock { state in
            state.arrived += 1
            return state.arrived
        }
        try? await clock.sleep(for: quiet)
        // Whoever finds that nobody came after them ends the round for all.
        release(ifLast: number)
        await withCheckedContinuation { continuation in
            let isReleased = state.withLock { state in
                if state.released < number { state.waiting.append((number, continuation)) }
                return state.released >= number
            }
            if isReleased { continuation.resume() }
        }
    }

    private func release(ifLast number: Int) {
        let released = state.withLock { state in
            guard state.arrived == number else { return [CheckedContinuation<Void, Never>]() }
            state.released = number
            defer { state.waiting.removeAll() }
            return state.waiting.map(\.continuation)
        }
        for continuation in released { continuation.resume() }
    }
}
