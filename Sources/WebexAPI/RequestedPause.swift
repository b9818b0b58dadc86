import FoundationEssentials
import Synchronization

/// Until when Webex has asked for fewer calls.
final class RequestedPause: Sendable {
    private let end = Mutex(Date.distantPast)

    /// Notes that Webex asked to wait from `now` on; of several pauses the latest end counts.
    func begin(_ length: Duration, at now: Date) {
        let seconds = Double(length.components.seconds) + Double(length.components.attoseconds) / 1e18
        end.withLock { $0 = max($0, now.addingTimeInterval(seconds)) }
    }

    func lasts(at now: Date) -> Bool { end.withLock { now < $0 } }
}
