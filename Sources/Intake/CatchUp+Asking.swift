import FoundationEssentials
import Journal
import Logging
import Recordings
import WebexAPI

/// Asking for what cannot be read back: whoever pressed a button or forwarded a recording in a gap left no message.
extension CatchUp {
    /// How long something may be on its way to us that happened while the connection came up, or be answered before that
    /// shows: whoever pressed a button then is not to be asked for it.
    static let settling: Duration = .seconds(3)
    /// How often somebody is to be asked, and how long to wait after each time that Webex does not let us.
    private static let pauses: [Duration] = [.seconds(1), .seconds(2), .seconds(4), .seconds(8), .zero]

    /// What the rooms tell of presses in a gap.
    struct Presses {
        /// How far two times may lie apart that are the same, in seconds: that of a room from that of its last message, and
        /// Webex's from ours.
        static let tolerance: TimeInterval = 2

        let since: Date
        private let gap: ClosedRange<Date>
        private let time: Date
        /// Rooms in which something happened that no message explains, so far.
        private(set) var unexplained: [DirectRoom] = []
        /// People who wrote something in the gap as well, which is being answered: from now on that would explain too much.
        private(set) var writers: [PersonID] = []
        private(set) var taken: Set<EventID> = []

        /// - Parameters:
        ///   - since: From when on messages are read.
        ///   - heard: When the gap began.
        ///   - time: When it had ended, and the rooms were not yet read.
        init(since: Date, gap heard: Date, _ time: Date) {
            self.since = since
            self.time = time
            gap = heard.addingTimeInterval(-Self.tolerance)...max(heard, time.addingTimeInterval(Self.tolerance))
        }

        /// Notes what a room tells.
        ///
        /// - Parameters:
        ///   - room: As it was before its messages were read.
        ///   - messages: Those since ``since``.
        ///   - events: Those of them that have just been taken on.
        mutating func look(at room: DirectRoom, _ messages: [ReceivedMessage], taken events: [IncomingEvent]) {
            taken.formUnion(events.map(\.id))
            guard isUnexplained(room, messages) else { return }
            if let writer = events.last?.actor, room.lastActivity <= time {
                writers.append(writer)
            } else {
                unexplained.append(room)
            }
        }

        /// Whether something has happened in the room during the gap that left no message.
        func isUnexplained(_ room: DirectRoom, _ messages: [ReceivedMessage]) -> Bool {
            guard gap.contains(room.lastActivity) else { return false }
            let last = messages.compactMap(\.created).max() ?? .distantPast
            return room.lastActivity.timeIntervalSince(last) > Self.tolerance
        }
    }

    /// Asks everybody who may have pressed something.
    ///
    /// - Parameters:
    ///   - presses: What the rooms tell.
    ///   - isConnected: Whether a press would be heard: what is pressed again while there is no connection is lost again.
    /// - Throws: What keeps the gap open.
    func askAgain(for presses: Presses, while isConnected: () -> Bool) async throws {
        for writer in presses.writers where !isBeingAnswered(writer, presses) {
            guard isConnected() else { throw Unfinished() }
            try await askUntilDone(writer)
        }
        guard !presses.unexplained.isEmpty else { return }
        try await clock.sleep(for: Self.settling)
        for room in presses.unexplained {
            guard isConnected() else { throw Unfinished() }
            // Our own question explains the room the next time: nobody is asked twice.
            _ = try await unlessRefused(room) { try await askAgain(in: room, presses) }
        }
    }

    /// Asks the person in a room, unless what they did has come meanwhile.
    private func askAgain(in room: DirectRoom, _ presses: Presses) async throws {
        let messages = try await webex.messages(in: room.id, since: presses.since)
        guard presses.isUnexplained(room, messages),
            let other = try await other(in: room, messages, since: presses.since),
            !isBeingAnswered(other, presses)
        else { return }
        try await askAgain(other)
    }

    /// Whether something of theirs is open that has come by itself; then they need no question.
    ///
    /// An answer that failed before the gap stays open as well, and explains nothing that happened in it.
    private func isBeingAnswered(_ person: PersonID, _ presses: Presses) -> Bool {
        journal.openEvents.contains { open in
            open.event.actor == person && open.arrival >= presses.since && !presses.taken.contains(open.event.id)
        }
    }

    /// Asks somebody whose room will be explained by the answer to what they wrote, so that no later look would ask.
    private func askUntilDone(_ person: PersonID) async throws {
        for pause in Self.pauses {
            do {
                return try await askAgain(person)
            } catch let error as WebexError {
                logger.warning(
                    "somebody could not be asked to press again",
                    metadata: ["error": "\(error)", "webex.wait": "\(pause)"])
                guard !error.leavesOpenWhatWasDone, !error.isRefusal else { return }
                try await clock.sleep(for: pause)
            }
        }
    }

    /// The person that we share the room with.
    private func other(
        in room: DirectRoom, _ messages: [ReceivedMessage], since time: Date
    ) async throws -> PersonID? {
        if let other = messages.first(where: { $0.author != me }) { return other.author }
        // Somebody who presses a button has mostly written before.
        let month = time.addingTimeInterval(-30 * 86_400)
        return try await webex.messages(in: room.id, since: month).first { $0.author != me }?.author
    }
}
