import Audit
import Cards
import FoundationEssentials
import Synchronization

/// How requests have ended since the service started: counts and the latest failures, never who asked for what.
final class RequestTally: Sendable {
    private struct State {
        var counts: [AuditLine.Status: Int] = [:]
        /// Newest first.
        var failures: [StatusCard.Failure] = []
    }

    private let state = Mutex(State())

    /// Counts one decision, or one delivery that failed.
    func count(_ status: AuditLine.Status) { state.withLock { $0.counts[status, default: 0] += 1 } }

    func note(_ failure: StatusCard.Failure) {
        state.withLock { $0.failures = Array(([failure] + $0.failures).prefix(StatusCard.mostFailures)) }
    }

    /// In the order of the audit log's states, those that never happened left out.
    var outcomes: [StatusCard.Outcome] {
        let counts = state.withLock { $0.counts }
        return AuditLine.Status.allCases.compactMap { status in
            counts[status].map { StatusCard.Outcome(code: status.rawValue, count: $0) }
        }
    }

    var failures: [StatusCard.Failure] { state.withLock { $0.failures } }
}
