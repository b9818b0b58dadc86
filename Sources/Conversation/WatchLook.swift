import Cards
import Configuration
import FoundationEssentials
import Journal
import Logging
import Policy
import Recordings
import WebexAPI

/// One look for what somebody waits for, and the answer when it is there.
struct WatchLook: Sendable {
    let watch: Watch
    let parts: ConversationParts
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    /// How long whoever asks something is kept waiting by an answer that nobody has just asked for.
    private static let longestHold: Duration = .seconds(60)
    /// How long a message that Webex does not take is tried again in it.
    private static let longestWait: Duration = .seconds(10)
    /// How far Webex's clock may be behind ours, in seconds: an answer of ours is looked for from before it was sent.
    fileprivate static let tolerance: TimeInterval = 120

    /// Looks once, and tells what there is to tell.
    ///
    /// - Returns: Whether nothing went wrong: it is told, is still waited for, or is not for now.
    /// - Throws: What went wrong; `CancellationError`.
    func run() async throws -> Bool {
        guard isDue else { return true }
        let settings = parts.settings.snapshot
        // Whoever is gone or no longer approved is told nothing, and no longer waited for.
        guard let requester = try await person(), settings.access.access(for: requester) == .everything else {
            try await parts.journal.end(watch)
            return true
        }
        var turn = Turn(parts, settings, event: watch.id, requester: requester, at: now())
        turn.kind = "watch"
        if parts.journal.answer(to: watch) != nil {
            guard try await inLine({ try await isThere(turn) }) == false else { return true }
        }
        let begun = parts.journal.answer(to: watch)
        turn.asked = (begun?.began ?? turn.time).addingTimeInterval(-Self.tolerance)
        turn.interruption = begun.flatMap { Interruption($0.progress) }
        // Before the line, for a look-up takes its time.
        guard let answer = try await answer(turn) else { return true }
        return try await inLine { try await give(answer, turn, after: begun) } ?? true
    }

    /// Whether it is still waited for, and nothing of the same person is open: the press is answered first as well.
    private var isDue: Bool {
        parts.journal.watches.contains { $0.id == watch.id }
            && !parts.journal.hasOpenEvents(of: watch.person, at: now())
    }

    /// Does what nobody else may do meanwhile who writes to the same person.
    ///
    /// - Returns: Nothing when this is not the time; the next round tries again.
    private func inLine<Output>(_ work: () async throws -> Output) async rethrows -> Output? {
        try await parts.lines.ifEmpty(of: watch.person) { isDue ? try await work() : nil } ?? nil
    }

    /// Nobody when Webex knows no such person any more.
    private func person() async throws -> Person? {
        do { return try await parts.chat.person(watch.person) } catch let error as WebexError
            where error.code == .notFound
        {
            return nil
        }
    }

    /// Whether the answer that was begun has arrived whole; then the watch is over.
    private func isThere(_ turn: Turn) async throws -> Bool {
        guard let begun = parts.journal.answer(to: watch) else { return false }
        // The next round asks again; others wait for this one.
        let persistence = Persistence(clock: clock, places: nil, longest: .zero, logger: logger)
        let interruption = try await briefly.interruption(of: watch, begun, looking: persistence, at: now())
        guard interruption?.isWhole == true else { return false }
        if begun.progress.isDecided { await delivery(turn).noteFound() }
        try await parts.journal.answered(watch.id, at: now())
        return true
    }

    /// Gives the answer, unless somebody has found more of it meanwhile.
    ///
    /// - Returns: Whether that is done with.
    private func give(_ answer: Answer, _ turn: Turn, after begun: WatchAnswer?) async throws -> Bool {
        guard parts.journal.answer(to: watch) == begun else { return true }
        if begun == nil {
            try await parts.journal.beginAnswer(
                to: watch, messages: answer.messages.count, isDecided: answer.audit != nil, at: turn.time)
        }
        guard try await delivery(turn).giveNoted(answer).isDone else {
            try Task.checkCancellation()
            return false
        }
        // What has arrived has ended the watch by itself.
        if parts.journal.answer(to: watch) != nil { try await parts.journal.answered(watch.id, at: now()) }
        return true
    }

    private func delivery(_ turn: Turn) -> AnswerDelivery {
        AnswerDelivery(
            parts: briefly, turn: turn, clock: clock, longestWait: Self.longestWait, now: now, logger: logger)
    }

    /// For what is done while others wait.
    private var briefly: ConversationParts {
        var parts = parts
        parts.chat = parts.chat.ending(in: Self.longestHold)
        return parts
    }
}

/// What there is to tell.
extension WatchLook {
    /// Nothing while it is still waited for.
    private func answer(_ turn: Turn) async throws -> Answer? {
        let recordings = RecordingsHandler(parts: parts, turn: turn, logger: logger)
        if watch.until > turn.time { return try await found(recordings) }
        // This was the last round, whatever comes of it.
        return try await turn.answering(watch.request, logger) {
            try await found(recordings)
                ?? turn.writer.waiting(
                    watch.request, .watchOver(watch.request.number), "Nothing was recorded in time")
        }
    }

    private func found(_ recordings: RecordingsHandler) async throws -> Answer? {
        switch try await recordings.lookUp(watch.request) {
        // What is not there yet, or cannot be checked yet, may be the next time.
        case .nothingRecorded, .meetingNotFound, .linkNotResolved, .noLinks, .denied(_, .cannotBeChecked): nil
        case let outcome: try recordings.turn.writer.answer(to: watch.request, outcome, notices: [.watchReady])
        }
    }
}

extension ConversationParts {
    /// How much has arrived of the answer to a watch.
    ///
    /// - Parameters:
    ///   - watch: What is waited for.
    ///   - begun: How far its answer came, as far as was noted.
    ///   - persistence: How long the room is asked for.
    ///   - time: Now.
    /// - Returns: Nothing when no answer was begun.
    /// - Throws: ``WebexError`` when the room cannot be read, so that nothing may be sent; ``FileError``.
    func interruption(
        of watch: Watch, _ begun: WatchAnswer, looking persistence: Persistence, at time: Date
    ) async throws -> Interruption? {
        let cards = cards.snapshot
        let language = language(of: watch.person, cards, settings.snapshot)
        let room = RequesterRoom(
            webex: chat, journal: journal, requester: watch.person,
            asked: begun.began.addingTimeInterval(-WatchLook.tolerance),
            cards: cards, language: language)
        return try await room.interruption(of: watch.id, begun.progress, looking: persistence, at: time)
    }
}
