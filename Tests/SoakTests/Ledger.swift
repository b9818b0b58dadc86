import FoundationEssentials
import Synchronization

/// What has become of every request.
final class Ledger: Sendable {
    enum Outcome: String, CaseIterable, Sendable {
        case answered
        /// Answered after a restart, with a word about that.
        case late
        /// Answered with what is the matter and when to try again.
        case apology
        /// Answered, but not what was asked.
        case wrong
        /// Answered once more, or without having been asked.
        case double
        /// Never answered.
        case lost
        /// Never answered, and the process was killed in the meantime.
        case lostToKill
        /// Nobody can read back what was pressed: the person has been asked to do it again, and has.
        case askedToPressAgain
    }

    private struct State {
        var counts: [Outcome: Int] = [:]
        var kills = 0
        var faults: [String: Int] = [:]
        var remarks: [String] = []
    }

    private let state = Mutex(State())

    /// How often the process was killed so far.
    var kills: Int { state.withLock { $0.kills } }

    subscript(outcome: Outcome) -> Int { state.withLock { $0.counts[outcome] ?? 0 } }

    /// Requests that are over, however they ended.
    var requests: Int {
        let over: [Outcome] = [.answered, .late, .apology, .wrong, .lost, .lostToKill]
        return over.reduce(0) { $0 + self[$1] }
    }

    /// Whether anything has become of a request that must never become of one.
    var hasFailures: Bool { [Outcome.wrong, .double, .lost].contains { self[$0] > 0 } }

    func note(_ outcome: Outcome, _ person: String, _ request: String, _ answer: String?) {
        state.withLock { state in
            state.counts[outcome, default: 0] += 1
            guard [.wrong, .double, .lost, .lostToKill].contains(outcome), state.remarks.count < 40 else { return }
            let text = answer.map { String($0.replacing("\n", with: " ").prefix(160)) } ?? "nothing"
            let time = Date().formatted(.iso8601)
            state.remarks.append("\(time) \(outcome.rawValue): \(person) \(request) → \(text)")
        }
    }

    func noteKill() { state.withLock { $0.kills += 1 } }
    func noteFault(_ name: String) { state.withLock { $0.faults[name, default: 0] += 1 } }

    /// All of it, for people.
    var report: [String] {
        state.withLock { state in
            let outcomes = Outcome.allCases.map { "\($0.rawValue) \(state.counts[$0] ?? 0)" }
            let faults = state.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            return ["outcomes: " + outcomes.joined(separator: ", "), "faults: " + faults.joined(separator: ", ")]
                + state.remarks
        }
    }
}
