package import FoundationEssentials
package import Journal
package import Logging
package import Recordings
package import WebexAPI

/// Reads back what people wrote while no event could reach us, and asks for what cannot be read back.
///
/// Typed messages in rooms of two can be: they are taken on like any other event, and those that were delivered as well
/// are not new. Pressed buttons and forwarded recordings cannot; where one may be missing, its author is asked for it.
package struct CatchUp: Sendable {
    /// How much is read beyond what was noted, in seconds: a socket can be dead for a while before that shows.
    static let overlap: TimeInterval = 120
    /// How many rooms are read at the same time.
    static let width = 8

    let webex: WebexClient
    let me: PersonID
    let journal: Journal
    private let queue: EventQueue
    private let longest: @Sendable () -> Duration
    let askAgain: @Sendable (PersonID) async throws -> Void
    private let now: @Sendable () -> Date
    let clock: any Clock<Duration>
    let logger: Logger

    /// - Parameters:
    ///   - webex: With the bot's credential.
    ///   - me: The bot itself.
    ///   - journal: Knows until when events reached us, and which of them were taken on.
    ///   - queue: Gets what was missed.
    ///   - longest: How far back is read at most; zero is not at all.
    ///   - askAgain: Asks whoever may have pressed a button that nobody heard of; what it throws keeps the gap open.
    ///   - now: The time of day.
    ///   - clock: Measures the time between two looks.
    ///   - logger: Gets what was missed, as numbers.
    package init(
        webex: WebexClient, me: PersonID, journal: Journal, queue: EventQueue,
        longest: @escaping @Sendable () -> Duration, askAgain: @escaping @Sendable (PersonID) async throws -> Void,
        now: @escaping @Sendable () -> Date = { Date() }, clock: any Clock<Duration> = ContinuousClock(),
        logger: Logger
    ) {
        self.webex = webex
        self.me = me
        self.journal = journal
        self.queue = queue
        self.longest = longest
        self.askAgain = askAgain
        self.now = now
        self.clock = clock
        self.logger = logger
    }

    /// Reads back after every gap, until cancelled or the transport stops.
    ///
    /// - Parameter transport: Whichever it is: the gap between a socket and webhooks is one like any other.
    package func run(over transport: TransportState) async {
        let (moments, moment) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await value in transport.values where value != .connecting {
                    if value == .stopped { break }
                    moment.yield()
                }
                moment.finish()
            }
            group.addTask {
                while (try? await clock.sleep(for: Rhythm.pulse)) != nil { moment.yield() }
            }
            var caughtUp: TransportState.Connection?
            var rhythm = Rhythm()
            for await _ in moments {
                guard rhythm.isDue(over: transport.connection) else { continue }
                caughtUp = await look(at: transport, after: caughtUp)
                rhythm.note(isCaughtUp: caughtUp != nil)
            }
            group.cancelAll()
        }
    }

    /// Closes the gap before this connection, unless that is done, and notes that events reach us now.
    ///
    /// - Returns: The connection that nothing is missing of; nothing when that failed and is tried again at the next moment.
    func look(
        at transport: TransportState, after caughtUp: TransportState.Connection?
    ) async -> TransportState.Connection? {
        // First the time: what happens meanwhile is read again rather than not at all.
        let time = now()
        guard let connection = transport.connection else { return caughtUp }
        do {
            // What was turned away is missing like what never came.
            let isGap = queue.forgetOverflow() || !connection.continues(caughtUp)
            if isGap, let heard = journal.lastHeard {
                // Ours may have been set back since.
                try await readBack(since: min(heard, time), at: time, over: transport, connection.number)
            }
            try await journal.heard(at: connection.confirmed)
            return connection
        } catch is CancellationError {
            // The next start reads it back.
            return nil
        } catch {
            logger.warning("what was missed could not be read back yet", metadata: ["error": "\(error)"])
            return nil
        }
    }

    private func readBack(
        since heard: Date, at time: Date, over transport: TransportState, _ connection: Int
    ) async throws {
        let seconds = TimeInterval(longest().components.seconds)
        guard seconds > 0 else { return }
        let (gap, earliest) = (time.timeIntervalSince(heard).rounded(), time.addingTimeInterval(-seconds))
        if heard < earliest {
            logger.warning(
                "no event reached the bot for longer than catch_up_minutes: what people wrote before is not answered",
                metadata: ["gap.seconds": "\(gap)", "gap.begin": "\(heard)", "read.since": "\(earliest)"])
        }
        let since = max(heard.addingTimeInterval(-Self.overlap), earliest)
        let rooms = try await webex.directRooms(activeSince: since)
        var presses = Presses(since: since, gap: heard, time)
        var missed = 0
        for first in stride(from: 0, to: rooms.count, by: Self.width) {
            guard transport.current != .stopped else { throw CancellationError() }
            for (room, messages) in try await read(rooms[first...].prefix(Self.width), since: since) {
                let taken = try await take(messages)
                missed += taken.count
                presses.look(at: room, messages, taken: taken)
            }
        }
        if missed > 0 {
            logger.notice(
                "messages were missed and are answered now",
                metadata: ["event.count": "\(missed)", "gap.seconds": "\(gap)"])
        }
        try await askAgain(for: presses) { transport.connection?.number == connection }
    }

    /// What was written in some rooms, all of them at the same time; those that Webex does not show are left out.
    private func read(
        _ rooms: ArraySlice<DirectRoom>, since: Date
    ) async throws -> [(DirectRoom, [ReceivedMessage])] {
        try await Array(rooms).concurrentMap(width: Self.width) { room in
            try await unlessRefused(room) { (room, try await webex.messages(in: room.id, since: since)) }
        }.compactMap(\.self)
    }

    /// What `body` does with a room; nothing where Webex says no.
    func unlessRefused<Output>(_ room: DirectRoom, _ body: () async throws -> Output) async throws -> Output? {
        do {
            return try await body()
        } catch let error as WebexError where error.isRefusal {
            // It would be no the next time as well, and the other rooms wait for it.
            logger.warning(
                "a room cannot be read back", metadata: ["room.id": "\(room.id)", "error": "\(error)"])
            return nil
        }
    }

    /// Takes on what is new, the oldest first, as it would have come.
    ///
    /// - Returns: Those that are new.
    private func take(_ messages: [ReceivedMessage]) async throws -> [IncomingEvent] {
        var taken: [IncomingEvent] = []
        for message in messages.reversed() where message.author != me {
            let event = IncomingEvent(message)
            switch await queue.takeReadBack(event, at: now()) {
            case .accepted: taken.append(event)
            case .repeated: break
            case .closed: throw CancellationError()
            case .full, .notNoted: throw Unfinished()
            }
        }
        return taken
    }

    /// Not everything that was missed could be taken on or asked for.
    struct Unfinished: Error {}
}

extension IncomingEvent {
    /// The event that a message makes, the same as if it had been delivered.
    fileprivate init(_ message: ReceivedMessage) {
        let key = WebexID(message.id.text)?.key ?? message.id.text
        self.init(id: EventID(activity: key), kind: .message, resource: message.id.text, actor: message.author)
    }
}
