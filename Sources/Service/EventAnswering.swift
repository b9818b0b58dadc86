import Conversation
import FoundationEssentials
import Journal
import Logging
import Recordings

/// Has every event handled, and sees to what is left of it: the journal says what is done with, and what is not comes
/// back.
struct EventAnswering: Sendable {
    let journal: Journal
    let laterTries: LaterTries
    let now: @Sendable () -> Date
    let logger: Logger
    /// Answers an event; returns whether it is done with.
    let handle: @Sendable (IncomingEvent, EventHandler.Attempt) async -> Bool

    /// Has one event handled; what was left open before only as long as the journal knows it.
    func answer(_ event: IncomingEvent) async {
        let attempt = laterTries.attempt(at: event)
        if attempt == .further, !isKnown(event) { return giveUp(event) }
        if await handle(event, attempt) {
            laterTries.forget(event)
            await noteAnswered(event)
        } else if isKnown(event), laterTries.leave(event) {
            logger.warning("a request is not answered yet", metadata: ["event.id": "\(event.id)"])
        } else {
            giveUp(event)
        }
    }

    /// Without its place in the journal nobody would know what of an answer has arrived.
    private func isKnown(_ event: IncomingEvent) -> Bool { journal.openEvent(event.id) != nil }

    private func giveUp(_ event: IncomingEvent) {
        laterTries.forget(event)
        logger.error("a request is given up", metadata: ["event.id": "\(event.id)"])
    }

    /// Whoever was answered is noted with the answer; this is for those who need none.
    private func noteAnswered(_ event: IncomingEvent) async {
        guard isKnown(event) else { return }
        do {
            try await journal.answered(event.id, at: now())
        } catch {
            logger.error("the journal cannot be written", metadata: ["error": "\(error)", "event.id": "\(event.id)"])
        }
    }
}
