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
    /// How far two times may lie apart that are the same, in seconds: that of a room from that of its last message, and
    /// Webex's from ours.
    static let tolerance: TimeInterval = 2
    /// How long something may be on its way to us that happened while the connection came up, or be answered before that
    /// shows: whoever pressed a button then is not to be asked for it.
    static let settling: Duration = .seconds(3)
    /// How many rooms are read at the same time.
    static let width = 8

    private let webex: WebexClient
    private let me: PersonID
    private let journal: Journal
    private let queue: EventQueue
    private let longest: @Sendable () -> Duration
    private let askAgain: @Sendable (PersonID) async throws -> Void
    private let now: @Sendable () -> Date
    private let clock: any Clock<Duration>
    private let logger: Logger

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
            var caughtUp: Int?
            var rhythm = Rhythm()
            for await _ in moments where rhythm.isDue(over: transport.connection?.number) {
                caughtUp = await look(at: transport, after: caughtUp)
                rhythm.note(isCaughtUp: caughtUp != nil)
            }
            group.cancelAll()
        }
    }

    /// Closes the gap before this connection, unless that is done, and notes that events reach us now.
    ///
    /// - Returns: The connection that nothing is missing of; nothing when that failed and is tried again at the next moment.
    func look(at transport: TransportState, after caughtUp: Int?) async -> Int? {
        // First the time: what happens meanwhile is read again rather than not at all.
        let time = now()
        guard let connection = transport.connection else { return caughtUp }
        do {
            // What was turned away is missing like what never came.
            let isGap = queue.forgetOverflow() || connection.number != caughtUp
            if isGap, let heard = journal.lastHeard {
                try await readBack(since: heard, at: time, over: transport, connection.number)
            }
            try await journal.heard(at: connection.confirmed)
            return connection.number
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
        let since = max(heard.addingTimeInterval(-Self.overlap), time.addingTimeInterval(-seconds))
        let rooms = try await webex.directRooms(activeSince: since)
        let gap = heard.addingTimeInterval(-Self.tolerance)...max(heard, time.addingTimeInterval(Self.tolerance))
        var missed = 0
        var unexplained: [DirectRoom] = []
        for first in stride(from: 0, to: rooms.count, by: Self.width) {
            guard transport.current != .stopped else { throw CancellationError() }
            for (room, messages) in try await read(rooms[first...].prefix(Self.width), since: since) {
                missed += try await take(messages)
                if isUnexplained(room, messages, in: gap) { unexplained.append(room) }
            }
        }
        if missed > 0 {
            logger.notice("messages were missed and are answered now", metadata: ["event.count": "\(missed)"])
        }
        guard !unexplained.isEmpty else { return }
        try await clock.sleep(for: Self.settling)
        for room in unexplained {
            // What is pressed again while there is no connection would be lost again.
            guard transport.connection?.number == connection else { throw Unfinished() }
            // Our own question explains the room the next time: nobody is asked twice.
            _ = try await unlessRefused(room) { try await askAgain(in: room, since: since, gap) }
        }
    }

    /// What was written in some rooms, all of them at the same time; those that Webex does not show are left out.
    private func read(
        _ rooms: ArraySlice<DirectRoom>, since: Date
    ) async throws -> [(DirectRoom, [ReceivedMessage])] {
        try await Array(rooms).concurrentMap(width: Self.width) { room in
            try await unlessRefused(room) { (room, try await webex.messages(in: room.id, since: since)) }
        }.compactMap(\.self)
    }

    /// Asks the person in a room to do again what left no message, unless it has come meanwhile.
    private func askAgain(in room: DirectRoom, since: Date, _ gap: ClosedRange<Date>) async throws {
        let messages = try await webex.messages(in: room.id, since: since)
        guard isUnexplained(room, messages, in: gap),
            let other = try await other(in: room, messages, since: gap.lowerBound)
        else { return }
        // Whoever is being answered needs no question. An answer that failed before the gap stays open as well, and explains
        // nothing that happened in it.
        if !journal.hasOpenEvents(of: other, since: since) { try await askAgain(other) }
    }

    /// What `body` does with a room; nothing where Webex says no.
    private func unlessRefused<Output>(_ room: DirectRoom, _ body: () async throws -> Output) async throws -> Output? {
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
    /// - Returns: How many are new.
    private func take(_ messages: [ReceivedMessage]) async throws -> Int {
        var count = 0
        for message in messages.reversed() where message.author != me {
            switch await queue.takeReadBack(IncomingEvent(message)) {
            case .accepted: count += 1
            case .repeated: break
            case .closed: throw CancellationError()
            case .full, .notNoted: throw Unfinished()
            }
        }
        return count
    }

    /// Whether something has happened in the room during the gap that left no message.
    private func isUnexplained(
        _ room: DirectRoom, _ messages: [ReceivedMessage], in gap: ClosedRange<Date>
    ) -> Bool {
        guard gap.contains(room.lastActivity) else { return false }
        let last = messages.compactMap(\.created).max() ?? .distantPast
        return room.lastActivity.timeIntervalSince(last) > Self.tolerance
    }

    /// The person that we share the room with.
    private func other(
        in room: DirectRoom, _ messages: [ReceivedMessage], since heard: Date
    ) async throws -> PersonID? {
        if let other = messages.first(where: { $0.author != me }) { return other.author }
        // Somebody who presses a button has mostly written before.
        let month = heard.addingTimeInterval(-30 * 86_400)
        return try await webex.messages(in: room.id, since: month).first { $0.author != me }?.author
    }

    /// Not everything that was missed could be taken on or asked for.
    private struct Unfinished: Error {}
}

extension IncomingEvent {
    /// The event that a message makes, the same as if it had been delivered.
    fileprivate init(_ message: ReceivedMessage) {
        let key = WebexID(message.id.text)?.key ?? message.id.text
        self.init(id: EventID(activity: key), kind: .message, resource: message.id.text, actor: message.author)
    }
}
