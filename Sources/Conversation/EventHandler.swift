import Cards
import Configuration
package import FoundationEssentials
import Journal
package import Logging
import Policy
package import Recordings
import WebexAPI

/// Answers one event, from fetching what was said to the last message of the answer.
///
/// Nothing that goes wrong leaves it: the requester is told, the operator finds the rest in the log.
package struct EventHandler: Sendable {
    let parts: ConversationParts
    let me: Person
    let places: WorkPlaces
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    /// - Parameters:
    ///   - parts: What it works with.
    ///   - me: The bot itself.
    ///   - places: How many events are worked on side by side.
    ///   - clock: For waiting.
    ///   - now: For windows and for the audit log.
    ///   - logger: Gets one line per event.
    package init(
        _ parts: ConversationParts, me: Person, places: WorkPlaces = WorkPlaces(),
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.parts = parts
        self.me = me
        self.places = places
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Whether an event has been handled before, by this process.
    package enum Attempt: Sendable { case first, further }

    /// Where whoever is answered waits; for the dispatcher.
    package var lines: WaitingLines { parts.lines }

    /// Answers the event; returns when the answer is sent or nothing more can be done.
    ///
    /// - Parameters:
    ///   - event: What somebody sent.
    ///   - attempt: What was let in once counts no further against what a person may ask for in a minute.
    /// - Returns: Whether the event is done with: answered, or found to need no answer. A handler that is cancelled, and
    ///   an answer that could not be sent, leave it open.
    @discardableResult
    package func handle(_ event: IncomingEvent, _ attempt: Attempt = .first) async -> Bool {
        let handler = logging(event)
        return await places.occupy { await handler.respond(to: event, attempt) }
    }

    /// The same handler, with everything it logs, its calls to Webex among it, under the event's id.
    private func logging(_ event: IncomingEvent) -> Self {
        var logger = logger
        logger[metadataKey: "event.id"] = "\(event.id)"
        return Self(parts.forOneRequest(logger), me: me, places: places, clock: clock, now: now, logger: logger)
    }

    private func respond(to event: IncomingEvent, _ attempt: Attempt) async -> Bool {
        let began = ContinuousClock.now
        let settings = parts.settings.snapshot
        let earlier = parts.journal.openEvent(event.id)
        // What has been begun is finished.
        let isBegun = earlier?.progress.messages != nil
        if !isBegun, !(await settleWatches(of: event.actor)) { return false }
        if !isBegun, attempt == .first, let isDone = await turnAway(event, earlier, settings) { return isDone }
        async let forwarded = forwardedMeeting(event, settings)
        do {
            let received = try await reader.read(event)
            guard received.author.id != me.id, received.author.kind == .person else {
                logger.info("passed over: not written by a person", metadata: ["kind": "\(received.author.kind)"])
                return true
            }
            var turn = Turn(parts, settings, event: event.id, requester: received.author, at: now())
            (turn.began, turn.asked) = (began, received.time ?? earlier?.arrival)
            if let earlier {
                turn.interruption = try await interruption(of: earlier, turn)
                if turn.interruption?.isWhole == true {
                    if earlier.progress.isDecided { await self.delivery(turn).noteFound() }
                    return true
                }
            }
            let delivery = await answer(received.content, turn, forwarded: await forwarded)
            if delivery == .given { await pointToAnswer(from: received.origin, turn) }
            return delivery.isDone
        } catch is CancellationError {
            return stopped().isDone
        } catch {
            return await apologize(for: event, earlier, error, settings)
        }
    }

    var reader: RequestReader {
        RequestReader(webex: parts.chat, people: parts.people, clock: clock, now: now, logger: logger)
    }

    /// Begins to read a forwarded meeting while it is still found out who forwarded it.
    private func forwardedMeeting(
        _ event: IncomingEvent, _ settings: Settings
    ) async -> Result<InstanceReading, any Error>? {
        guard case .forwardedRecording(let instance) = event.kind else { return nil }
        return await Result.of { try await parts.lookup(under: settings).read(instance) }
    }

    /// Only a service that stops cancels its handlers, after the time that it gives them.
    func stopped() -> Delivery {
        logger.warning("stopped before the answer was ready")
        return .unfinished
    }

    /// Tells whoever sent what could not be read, as far as the event says who that was.
    ///
    /// - Returns: Whether the event is done with.
    private func apologize(
        for event: IncomingEvent, _ earlier: OpenEvent?, _ error: any Error, _ settings: Settings
    ) async -> Bool {
        // Deleted meanwhile, most likely: nobody has to act, and nobody waits for an answer.
        let isGone = (error as? WebexError)?.code == .notFound
        logger.log(
            level: isGone ? .warning : .error, "what was sent could not be read",
            metadata: Logger.Metadata(describing: error))
        // Where an answer was begun it may have arrived, and an apology would be a second one.
        guard !isGone, earlier?.progress.messages == nil else { return isGone }
        guard let actor = try? await reader.person(event.actor) else { return false }
        guard actor.id != me.id, settings.access.access(for: actor) != .nothing else { return true }
        var turn = Turn(parts, settings, event: event.id, requester: actor, at: now())
        turn.asked = earlier?.arrival
        return await delivery(turn).give(turn.writer.unreadable(Failure(reading: error))).isDone
    }

    /// Tells the others' room where the answer went.
    private func pointToAnswer(from origin: RequestReader.Origin, _ turn: Turn) async {
        guard case .group(let room, let thread) = origin else { return }
        do {
            let text = turn.cards.text(.answeredDirectly, in: turn.language)
            try await parts.chat.reply(to: thread, in: room, markdown: text)
        } catch {
            logger.warning("could not point to the answer in the room", metadata: Logger.Metadata(describing: error))
        }
    }
}
