import Cards
import Configuration
import FoundationEssentials
import Journal
import Logging
import Policy
import Recordings
import WebexAPI

/// Finding the answer and giving it.
extension EventHandler {
    /// - Returns: What became of the answer.
    func answer(
        _ content: RequestReader.Content, _ turn: Turn, forwarded: Result<InstanceReading, any Error>?
    ) async -> Delivery {
        let access = turn.settings.access.access(for: turn.requester)
        guard access != .nothing else {
            return await delivery(turn).give(turn.writer.notApproved(isTold: turn.settings.refusesPolitely))
        }
        let request = parse(content, turn)
        let turn = turn.asking(for: request)
        guard access == .everything || !request.looksUp else {
            // Whoever has the help hears a no as well.
            return await delivery(turn).give(turn.writer.notApproved(isTold: true))
        }
        let found = { @Sendable () async -> Answer? in
            try? await find(request, content, turn, forwarded: forwarded)
        }
        let give = { (answer: Answer?) async -> Delivery in
            guard let answer else { return stopped() }
            return await delivery(turn).give(answer)
        }
        guard request.looksUp else { return await give(await found()) }
        return await progressNotice(turn).during(found, use: give) ?? stopped()
    }

    func delivery(_ turn: Turn) -> AnswerDelivery {
        AnswerDelivery(parts: parts, turn: turn, places: places, clock: clock, now: now, logger: logger)
    }

    private func parse(_ content: RequestReader.Content, _ turn: Turn) -> ParsedRequest {
        let settings = turn.settings
        let parser = RequestParser(defaultDaysBack: settings.defaultDaysBack, maximumDaysBack: settings.maximumDaysBack)
        switch content {
        case .message(let message):
            let names = message.mentions.filter { $0.person == me.id }.map(\.name)
            return parser.parse(message: message.text, addressedTo: me.displayName, mentionedAs: names)
        case .submission(let submission):
            return parser.parse(submission) { turn.seal.open($0, for: turn.requester.id, at: turn.time) }
        case .forwarded(let instance):
            return .recordings(RecordingRequest(subject: .instance(instance), daysBack: 0, path: .forwarded))
        }
    }

    private func find(
        _ request: ParsedRequest, _ content: RequestReader.Content, _ turn: Turn,
        forwarded: Result<InstanceReading, any Error>?
    ) async throws(CancellationError) -> Answer {
        let recordings = RecordingsHandler(parts: parts, turn: turn, logger: logger)
        switch request {
        case .help: return turn.writer.help(content.isPerhapsForwarded ? [.forwardedUnreadable] : [])
        case .recordings(let request): return try await recordings.answer(to: request, forwarded: forwarded)
        case .refresh(let request): return try await recordings.answer(to: request, links: .new)
        case .notify(let request):
            return try await WatchHandler(recordings: recordings, journal: parts.journal).answer(to: request)
        case .ownMeetings(let words): return try await OwnMeetingsHandler(recordings: recordings).answer(titled: words)
        case .language(let tag):
            return try await LanguageHandler(journal: parts.journal, turn: turn, logger: logger).answer(tag)
        case .status:
            guard turn.settings.access.isAdmin(turn.requester) else { return turn.writer.help() }
            return await StatusHandler(parts: parts, turn: turn).answer()
        case .foreignButton: return turn.writer.foreignButton()
        case .invalid(let problem): return turn.writer.invalid(problem, path: content.path)
        }
    }

    /// Said and taken back in the requester's own room.
    private func progressNotice(_ turn: Turn) -> ProgressNotice {
        ProgressNotice(
            clock: clock, left: max(.zero, ProgressNotice.patience - (ContinuousClock.now - turn.began)),
            say: {
                // Every call makes a Webex that is busy already busier.
                guard !parts.chat.isThrottled, !parts.records.isThrottled,
                    let notice = await announce(to: turn)
                else { return nil }
                // Or it would stay where it is, should the answer be cut off.
                try? await parts.journal.noticed(notice, of: turn.event, at: now())
                return notice
            }, takeBack: { await takeBack($0) })
    }

    private func announce(to turn: Turn) async -> MessageID? {
        do {
            return try await parts.chat.impatient.post(to: turn.requester.id, markdown: turn.announcement)
        } catch {
            // Perhaps it arrived all the same, and would be taken for the answer.
            return try? await turn.room(parts)?.strayAnnouncements().first
        }
    }
}

extension RequestReader.Content {
    fileprivate var path: RecordingRequest.Path {
        switch self {
        case .message: .command
        case .submission(let submission): submission.command == .recordings ? .form : .button
        case .forwarded: .forwarded
        }
    }

    /// Whether it is a message without anything in it, as a forwarded recording looks where events do not tell of it.
    fileprivate var isPerhapsForwarded: Bool {
        if case .message(let message) = self { message.saysNothing } else { false }
    }
}
