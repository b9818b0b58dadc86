import FoundationEssentials
import Synchronization

/// Until when Webex has asked one credential for fewer calls, for each kind of call and each room.
///
/// Webex counts by endpoint, token and room, and does not say which of them is meant: an answer about one room holds for
/// that room, until a second room gets the same.
final class RequestedPauses: Sendable {
    /// What a pause is about.
    struct Subject: Hashable, Sendable {
        /// Method and path without ids.
        var operation: String
        /// Whose room is written to; nothing for all of them.
        var room: String?
    }

    private let ends = Mutex<[Subject: Date]>([:])

    /// Notes that Webex asked to wait from `now` on; of several pauses the latest end counts.
    func begin(_ length: Duration, for subject: Subject, at now: Date) {
        let end = now.addingTimeInterval(length.inSeconds)
        ends.withLock { ends in
            ends = ends.filter { now < $0.value }
            let isOneOfSeveral =
                subject.room != nil
                && ends.keys.contains { $0.operation == subject.operation && $0.room != nil && $0.room != subject.room }
            for subject in [subject] + (isOneOfSeveral ? [Subject(operation: subject.operation)] : []) {
                ends[subject] = max(ends[subject] ?? .distantPast, end)
            }
        }
    }

    /// How much longer calls about this are not welcome; nothing when they are.
    func rest(for subject: Subject, at now: Date) -> Duration? {
        ends.withLock { ends in
            [ends[subject], ends[Subject(operation: subject.operation)]].compactMap { $0 }.max()
                .flatMap { $0 > now ? .seconds($0.timeIntervalSince(now)) : nil }
        }
    }

    /// Whether any call is not welcome.
    func last(at now: Date) -> Bool { ends.withLock { $0.values.contains { now < $0 } } }
}

extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
