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

    /// By the time that ``watch`` shows: the time of day may be set while a pause lasts.
    private let ends = Mutex<[Subject: Duration]>([:])
    private let watch: Stopwatch

    /// Counts the time of pauses by `clock`.
    init(_ clock: some Clock<Duration>) { watch = Stopwatch(clock) }

    /// Notes that Webex asked to wait from now on; of several pauses the latest end counts.
    func begin(_ length: Duration, for subject: Subject) {
        let now = watch.elapsed
        ends.withLock { ends in
            ends = ends.filter { now < $0.value }
            let isOneOfSeveral =
                subject.room != nil
                && ends.keys.contains { $0.operation == subject.operation && $0.room != nil && $0.room != subject.room }
            for subject in [subject] + (isOneOfSeveral ? [Subject(operation: subject.operation)] : []) {
                ends[subject] = max(ends[subject] ?? .zero, now + length)
            }
        }
    }

    /// How much longer calls about this are not welcome; nothing when they are.
    func rest(for subject: Subject) -> Duration? {
        let now = watch.elapsed
        return ends.withLock { ends in
            [ends[subject], ends[Subject(operation: subject.operation)]].compactMap { $0 }.max()
                .flatMap { $0 > now ? $0 - now : nil }
        }
    }

    /// Whether any call is not welcome.
    var isAnyLeft: Bool {
        let now = watch.elapsed
        return ends.withLock { $0.values.contains { now < $0 } }
    }
}
