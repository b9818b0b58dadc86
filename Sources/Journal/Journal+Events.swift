package import Files
package import FoundationEssentials
package import Recordings
import Synchronization

/// From taking an event on to its answer: each step is written down before or after the one thing that it tells of, so that
/// the next start knows how far it came.
extension Journal {
    /// Takes on an event once: everybody else who brings it within 24 hours is told that it is not new.
    ///
    /// Calls may overlap; of several with the same event one gets `true`.
    ///
    /// - Parameters:
    ///   - event: Its id is the same for every delivery of the same event; the rest is what it takes to go on after a restart.
    ///   - time: When it arrived.
    /// - Returns: Whether the caller is to handle it.
    /// - Throws: ``FileError`` when that could not be written; the event then counts as new when it comes again.
    package func accept(_ event: IncomingEvent, at time: Date) async throws(FileError) -> Bool {
        let entry = JournalEntry.accepted(event.id, at: time, event)
        let isNew = contents.withLock { contents in
            guard contents.remember(event.id, at: time) else { return false }
            contents.take(entry)
            return true
        }
        guard isNew else { return false }
        do throws(FileError) {
            try await file.append(entry.line)
        } catch {
            contents.withLock { contents in
                contents.events.remove(event.id)
                contents.open[event.id] = nil
            }
            throw error
        }
        return true
    }

    /// Counts an event as taken on as long as this process lasts, although that could not be written.
    ///
    /// - Parameters:
    ///   - event: Is not new after this.
    ///   - time: When it arrived.
    /// - Returns: Whether it was new until now.
    package func remember(_ event: EventID, at time: Date) -> Bool {
        contents.withLock { $0.remember(event, at: time) }
    }

    /// What was taken on within the last 24 hours and is not done with, oldest first.
    package var openEvents: [OpenEvent] {
        contents.withLock { $0.open.values.sorted { $0.arrival < $1.arrival } }
    }

    /// How far an event came that is not done with.
    package func openEvent(_ event: EventID) -> OpenEvent? { contents.withLock { $0.open[event] } }

    /// Whether something is open that a person has asked for.
    ///
    /// - Parameters:
    ///   - person: Whoever asked.
    ///   - time: Now; what arrived more than 24 hours before is given up, although nothing has noted that.
    /// - Returns: Whether there is anything.
    package func hasOpenEvents(of person: PersonID, at time: Date) -> Bool {
        let horizon = time.addingTimeInterval(-RecentEvents.lifetime)
        return contents.withLock { $0.open.values.contains { $0.event.actor == person && $0.arrival > horizon } }
    }

    /// Notes that the answer to an event, of so many messages, is sent from now on.
    ///
    /// - Parameters:
    ///   - event: What is answered.
    ///   - messages: How many there are; another number than before means another answer, of which nothing has arrived.
    ///   - isDecided: Whether the audit log has a decision that the answer tells.
    ///   - time: Now.
    /// - Throws: ``FileError`` when that could not be written.
    package func sending(
        _ event: EventID, messages: Int, isDecided: Bool, at time: Date
    ) async throws(FileError) {
        try await note(.sending(event, at: time, messages: messages, isDecided: isDecided))
    }

    /// Notes that a message has arrived which is part of the answer to an event, and that more follow.
    package func sent(_ message: MessageID, of event: EventID, at time: Date) async throws(FileError) {
        try await note(.sent(event, at: time, message))
    }

    /// Notes that a message tells the requester that it takes a moment; it is no part of the answer.
    package func noticed(_ message: MessageID, of event: EventID, at time: Date) async throws(FileError) {
        try await note(.noticed(event, at: time, message))
    }

    /// Notes that an event is done with: answered, or found to need no answer.
    ///
    /// - Parameters:
    ///   - event: Is not handled again; where it is a watch that is being told, the watch is over.
    ///   - message: The last of its answer.
    ///   - time: Now.
    /// - Throws: ``FileError`` when that could not be written; the next start takes the event up again.
    package func answered(
        _ event: EventID, with message: MessageID? = nil, at time: Date
    ) async throws(FileError) {
        try await note(.answered(event, at: time, message))
    }

    /// Notes that a message of ours is no part of any answer.
    ///
    /// - Parameters:
    ///   - message: Has arrived.
    ///   - time: Now.
    /// - Throws: ``FileError`` when that could not be written; the message may then be taken for an answer.
    package func claim(_ message: MessageID, at time: Date) async throws(FileError) {
        try await note(.claimed(message, at: time))
    }

    /// Whether it is known what a message of ours belongs to.
    package func isClaimed(_ message: MessageID) -> Bool { contents.withLock { $0.isClaimed(message) } }
}
