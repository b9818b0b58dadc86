import Synchronization

/// Until when Webex has asked one credential for fewer calls, for each kind of call and each room.
///
/// Webex counts by endpoint, token and room, and does not say which of them is meant: an answer about one room holds for
/// that room. When a second room gets the same it is perhaps the token, and for a moment no room is written to.
///
/// A long pause is tried out now and then: what Webex says then holds, so that no word of it holds for longer than it means.
final class RequestedPauses: Sendable {
    /// What a pause is about.
    struct Subject: Hashable, Sendable {
        /// Method and path without ids.
        var operation: String
        /// Whose room is written to; nothing for all of them.
        var room: String?
    }

    /// Whether a call may be made.
    enum Admission: Sendable, Equatable {
        case free
        /// To find out whether the pause still holds; everybody else goes on waiting.
        case probe
        /// Not before this time.
        case later(Duration)
    }

    /// How long what rooms were told holds for all rooms, at most.
    static let longestInference: Duration = .seconds(60)
    /// How long nobody looks whether a pause still holds.
    static let patience: Duration = .seconds(300)

    private struct Pause {
        var end: Duration
        /// When the next call is let through although it is not over.
        var probe: Duration

        func rest(at now: Duration) -> Duration { min(end, probe) - now }
    }

    /// By the time that ``watch`` shows: the time of day may be set while a pause lasts.
    private let pauses = Mutex<[Subject: Pause]>([:])
    private let watch: Stopwatch

    /// Counts the time of pauses by `clock`.
    init(_ clock: some Clock<Duration>) { watch = Stopwatch(clock) }

    /// Notes that Webex asked to wait from now on; of several pauses the latest end counts.
    func begin(_ length: Duration, for subject: Subject) {
        let now = watch.elapsed
        pauses.withLock { pauses in
            pauses = pauses.filter { now < $0.value.end }
            let others = pauses.filter {
                $0.key.operation == subject.operation && $0.key.room != nil && $0.key.room != subject.room
            }
            var lengths = [subject: length]
            if subject.room != nil, let rest = others.values.map({ $0.end - now }).max() {
                lengths[Subject(operation: subject.operation)] = min(length, rest, Self.longestInference)
            }
            for (subject, length) in lengths {
                let end = max(pauses[subject]?.end ?? .zero, now + length)
                pauses[subject] = Pause(end: end, probe: now + Self.patience)
            }
        }
    }

    /// Forgets a pause: Webex has answered a call that was to find out.
    func end(for subject: Subject) {
        pauses.withLock { $0[subject] = nil }
    }

    /// Whether a call about this may be made now; whoever is told to probe is expected to.
    func admission(of subject: Subject) -> Admission {
        let now = watch.elapsed
        return pauses.withLock { pauses in
            let subjects = Set([subject, Subject(operation: subject.operation)])
            let present = pauses.filter { subjects.contains($0.key) && now < $0.value.end }
            guard let rest = present.values.map({ $0.rest(at: now) }).max() else { return .free }
            guard rest <= .zero else { return .later(rest) }
            for subject in present.keys { pauses[subject]?.probe = now + Self.patience }
            return .probe
        }
    }

    /// Whether any call is not welcome.
    var isAnyLeft: Bool {
        let now = watch.elapsed
        return pauses.withLock { $0.values.contains { now < $0.end } }
    }
}
