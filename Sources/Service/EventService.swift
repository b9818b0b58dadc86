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
    let transport: TransportState
    let inlet: Inlet
    let time: ServiceTime
    let logger: Logger
    /// Told how many events are taken on and not done with.
    let queueLength: @Sendable (Int) -> Void
    /// How far back messages are read after a gap.
    let catchUp: @Sendable () -> Duration
    let handler: @Sendable (Person) -> EventHandler

    /// The name in the log.
    var description: String { "EventService" }

    func run() async throws {
        guard let me = try await cancelWhenGracefulShutdown({ try await identify() }) else { return }
        identity.set(me)
        logger.notice("this is the bot", metadata: ["bot.name": "\(me.displayName)"])
        let handler = handler(me)
        let queue = EventQueue(journal: journal, unnoted: inlet.unnoted, lengthChanged: queueLength)
        let laterTries = LaterTries(clock: ContinuousClock())
        let answering = EventAnswering(
            journal: journal, laterTries: laterTries, now: time.now, logger: logger,
            handle: { await handler.handle($0, $1) })
        let dispatcher = EventDispatcher(lines: handler.lines) { event in
            await answering.answer(event)
            queue.finishOne()
        }
        resume(in: queue)
        let catchUp = CatchUp(
            webex: chat, me: me.id, journal: journal, queue: queue, longest: catchUp,
            askAgain: { try await handler.askAgain($0) }, now: time.now, logger: logger)
        let intake = try await inlet.open(me, queue)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await dispatcher.run(queue.events) }
            group.addTask { await inlet.remark(me) }
            group.addTask { await catchUp.run(over: transport) }
            // Ends with this block: what comes back after a stop is for the next start.
            async let _: Void = laterTries.run { queue.resume([$0]) }
            // What has arrived is still answered; the service group sets the time for it.
            defer { queue.close() }
            try await intake.run()
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
                do { try await time.clock.sleep(for: .seconds(delay)) } catch { return nil }
                delay = min(delay * 2, 32)
            }
        }
    }

    /// What an earlier start was asked, and had not answered when it ended, goes first.
    private func resume(in queue: EventQueue) {
        let open = journal.openEvents
        guard !open.isEmpty else { return }
        logger.notice("requests of the last run are answered now", metadata: ["event.count": "\(open.count)"])
        queue.resume(open.map(\.event))
    }
}
