import Cards
import Configuration
package import FoundationEssentials
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
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    /// - Parameters:
    ///   - parts: What it works with.
    ///   - me: The bot itself.
    ///   - clock: For waiting.
    ///   - now: For windows and for the audit log.
    ///   - logger: Gets one line per event.
    package init(
        _ parts: ConversationParts, me: Person, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.parts = parts
        self.me = me
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Answers the event; returns when the answer is sent or nothing more can be done.
    ///
    /// - Returns: Whether the event is done with: answered, or found to need no answer. A handler that is cancelled, and
    ///   an answer that could not be sent, leave it open.
    @discardableResult
    package func handle(_ event: IncomingEvent) async -> Bool { await logging(event).respond(to: event) }

    /// The same handler, with everything it logs, its calls to Webex among it, under the event's id.
    private func logging(_ event: IncomingEvent) -> Self {
        var logger = logger
        logger[metadataKey: "event.id"] = "\(event.id)"
        var parts = parts
        parts.chat = parts.chat.logging(to: logger)
        parts.records = parts.records.logging(to: logger)
        return Self(parts, me: me, clock: clock, now: now, logger: logger)
    }

    private func respond(to event: IncomingEvent) async -> Bool {
        let began = ContinuousClock.now
        let settings = parts.settings.snapshot
        async let forwarded = forwardedMeeting(event, settings)
        do {
            let received = try await reader.read(event)
            guard received.author.id != me.id, received.author.kind == .person else {
                logger.info("passed over: not written by a person", metadata: ["kind": "\(received.author.kind)"])
                return true
            }
            var turn = Turn(parts, settings, event: event.id, requester: received.author, at: now())
            turn.began = began
            let delivery = await answer(received.content, turn, forwarded: await forwarded)
            if delivery == .given { await pointToAnswer(from: received.origin, turn) }
            return delivery.isDone
        } catch is CancellationError {
            return stopped().isDone
        } catch {
            logger.error("what was sent could not be read", metadata: Logger.Metadata(describing: error))
            return await apologize(for: event, error, settings)
        }
    }

    private var reader: RequestReader {
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
        return .refused
    }

    /// Tells whoever sent what could not be read, as far as the event says who that was.
    ///
    /// - Returns: Whether the event is done with; a message that is gone needs no answer.
    private func apologize(for event: IncomingEvent, _ error: any Error, _ settings: Settings) async -> Bool {
        if let error = error as? WebexError, error.code == .notFound { return true }
        guard let actor = try? await reader.person(event.actor) else { return false }
        guard actor.id != me.id, settings.access.access(for: actor) != .nothing else { return true }
        let turn = Turn(parts, settings, event: event.id, requester: actor, at: now())
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
