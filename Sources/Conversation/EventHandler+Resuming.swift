import Journal
import Logging
import Recordings
import WebexAPI

/// Going on with an event whose handler an earlier start did not finish.
extension EventHandler {
    /// How many messages of the answer have arrived: those that were noted, and those that only the room tells of.
    ///
    /// The announcement that it takes a moment is taken back, for another one may follow.
    ///
    /// - Throws: ``WebexError`` when the room cannot be read, so that nothing may be sent.
    func arrivedMessages(of event: OpenEvent, _ turn: Turn) async throws -> Int {
        if let notice = event.notice { await takeBack(notice) }
        guard event.messages != nil, let room = turn.room(parts) else { return 0 }
        let persistence = Persistence(clock: clock, places: places, logger: logger)
        let found = try await persistence.untilDone { try await room.unclaimedMessages() }
        for stray in try await room.strayAnnouncements() { await takeBack(stray) }
        for message in found {
            // From now on it belongs to this event, so that it is not taken for the answer to another one.
            try await parts.journal.sent(message, of: event.event.id, at: now())
        }
        logger.notice(
            "an answer was interrupted by the last stop",
            metadata: ["messages.noted": "\(event.sent.count)", "messages.found": "\(found.count)"])
        return event.sent.count + found.count
    }

    func takeBack(_ notice: MessageID) async {
        do {
            try await parts.chat.delete(notice)
        } catch {
            logger.warning("a notice stays where it is", metadata: Logger.Metadata(describing: error))
        }
    }
}
