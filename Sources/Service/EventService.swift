import Conversation
import FoundationEssentials
import Intake
import Journal
import Logging
import Recordings
import ServiceLifecycle
import WebexAPI

/// Finds out who the bot is, then reads its events and answers them until shutdown.
struct EventService: Service, CustomStringConvertible {
    let chat: WebexClient
    let identity: BotIdentity
    let journal: Journal
    let clock: any Clock<Duration>
    let logger: Logger
    /// Builds what needs to know who the bot is.
    let intake: @Sendable (Person, @escaping @Sendable (IncomingEvent) async -> Void) async throws -> MercuryIntake
    let handler: @Sendable (Person) -> EventHandler

    /// The name in the log.
    var description: String { "EventService" }

    /// How many events may wait before further ones are turned away.
    private static let longestQueue = 4096

    func run() async throws {
        guard let me = try await cancelWhenGracefulShutdown({ try await identify() }) else { return }
        identity.set(me)
        logger.notice("this is the bot", metadata: ["bot.name": "\(me.displayName)"])
        let handler = handler(me)
        let dispatcher = EventDispatcher(
            isNew: { event in await isNew(event) },
            handle: { event in
                if await handler.handle(event) { await noteAnswered(event) }
            })
        let (events, continuation) = AsyncStream.makeStream(
            of: IncomingEvent.self, bufferingPolicy: .bufferingOldest(Self.longestQueue))
        let intake = try await intake(me) { event in
            guard case .dropped(let event) = continuation.yield(event) else { return }
            logger.error("too many requests at once: this one is not answered", metadata: ["event.id": "\(event.id)"])
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await dispatcher.run(events) }
            await intake.run()
            // What has arrived is still answered; the service group sets the time for it.
            continuation.finish()
        }
    }

    /// Asks until Webex answers; a token that it does not know is no reason to ask again.
    ///
    /// - Returns: Nothing when the service is to stop first.
    private func identify() async throws -> Person? {
        var delay = 1
        while true {
            do {
                return try await chat.me()
            } catch is CancellationError {
                return nil
            } catch let error as WebexError where error.code == .unauthorized {
                throw StartError("BOT_ACCESS_TOKEN is not accepted by Webex: copy the bot's token again (\(error))")
            } catch let error as WebexError {
                logger.error("Webex does not say who the bot is; asking again", metadata: ["error": "\(error)"])
                do { try await clock.sleep(for: .seconds(delay)) } catch { return nil }
                delay = min(delay * 2, 32)
            }
        }
    }

    /// Whether the event is the first of its deliveries; one that cannot be noted down is answered rather than lost.
    private func isNew(_ event: IncomingEvent) async -> Bool {
        do {
            return try await journal.accept(event.id, at: .now)
        } catch {
            logger.error("the journal cannot be written", metadata: ["error": "\(error)", "event.id": "\(event.id)"])
            return true
        }
    }

    private func noteAnswered(_ event: IncomingEvent) async {
        do {
            try await journal.answered(event.id, at: .now)
        } catch {
            logger.error("the journal cannot be written", metadata: ["error": "\(error)", "event.id": "\(event.id)"])
        }
    }
}
