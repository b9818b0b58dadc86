import Cards
import Configuration
import FoundationEssentials
import Journal
import Logging
import Policy
package import Recordings
import WebexAPI

/// Going on with an event whose handler an earlier start did not finish.
extension EventHandler {
    /// How much of the answer has arrived: what was noted, and what only the room tells of.
    ///
    /// The announcement that it takes a moment is taken back, for another one may follow, or an answer without one. It is
    /// looked for where an answer was begun, and where an earlier start may have ended while it was said.
    ///
    /// - Returns: Nothing when no answer was begun.
    /// - Throws: ``WebexError`` when the room cannot be read, so that nothing may be sent.
    func interruption(of event: OpenEvent, _ turn: Turn) async throws -> Interruption? {
        if let notice = event.notice { await takeBack(notice) }
        guard event.progress.messages != nil || event.isOfEarlierStart, let room = turn.room(parts) else { return nil }
        let persistence = Persistence(clock: clock, places: places, logger: logger)
        let interruption = try await room.interruption(
            of: turn.event, event.progress, looking: persistence, at: now())
        await takeBackStrays(in: room)
        return interruption
    }

    private func takeBackStrays(in room: RequesterRoom) async {
        do {
            for stray in try await room.strayAnnouncements() { await takeBack(stray) }
        } catch {
            logger.warning("a notice may stay where it is", metadata: Logger.Metadata(describing: error))
        }
    }

    /// Finds out what has arrived of the answers to watches of which that is not known.
    ///
    /// Else it could be taken for the answer that is sent next, and then be sent again.
    ///
    /// - Returns: Whether something may be sent now.
    func settleWatches(of person: PersonID) async -> Bool {
        for watch in parts.journal.watches where watch.person == person {
            guard let begun = parts.journal.answer(to: watch) else { continue }
            let persistence = Persistence(clock: clock, places: places, logger: logger)
            do {
                _ = try await parts.interruption(of: watch, begun, looking: persistence, at: now())
            } catch is CancellationError {
                return stopped().isDone
            } catch {
                logger.warning(
                    "what somebody was told before cannot be read", metadata: Logger.Metadata(describing: error))
                // A no is one the next time as well, and whoever asks is to be answered.
                if let error = error as? WebexError, !error.isRefusal { return false }
            }
        }
        return true
    }

    func takeBack(_ notice: MessageID) async {
        do {
            try await parts.chat.delete(notice)
        } catch {
            logger.warning("a notice stays where it is", metadata: Logger.Metadata(describing: error))
        }
    }
}

/// After a time in which events did not reach us.
extension EventHandler {
    /// Asks somebody to press again what they may have pressed, or to forward again what they may have forwarded.
    ///
    /// - Parameter person: Hears nothing unless they may talk to the bot.
    /// - Throws: ``WebexError`` when they were not asked, or perhaps were; `CancellationError`.
    package func askAgain(_ person: PersonID) async throws {
        let settings = parts.settings.snapshot
        let requester = try await reader.person(person)
        guard requester.kind == .person, settings.access.access(for: requester) != .nothing else { return }
        let cards = parts.cards.snapshot
        let text = cards.text(.pressAgain, in: parts.language(of: requester.id, cards, settings))
        let message = try await parts.chat.impatient.post(to: requester.id, markdown: text)
        // Its wording keeps it from being taken for an answer where this is not written.
        do { try await parts.journal.claim(message, at: now()) } catch {
            logger.error("the journal cannot be written", metadata: Logger.Metadata(describing: error))
        }
    }
}
