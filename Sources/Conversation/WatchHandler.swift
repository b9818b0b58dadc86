import Cards
import FoundationEssentials
import Journal
import Recordings

/// Answers whoever wants to be told when there is a recording.
struct WatchHandler: Sendable {
    let recordings: RecordingsHandler
    let journal: Journal

    /// How long we go on looking, in seconds.
    static let longestWatch: TimeInterval = 24 * 3600
    /// How many recordings one person can wait for at a time.
    static let mostPerPerson = 5
    /// How many are waited for altogether; each costs a look-up every ten minutes.
    static let mostAltogether = 1_000

    private var turn: Turn { recordings.turn }

    /// Looks once more, and begins to wait when there is still nothing.
    func answer(to request: RecordingRequest) async throws(CancellationError) -> Answer {
        try await turn.answering(request, recordings.logger) {
            let outcome = try await recordings.lookUp(request)
            guard case .nothingRecorded(let subject, _) = outcome else {
                // An earlier try of this press may have begun to wait for what it is told now.
                if let watch = journal.watches.first(where: { $0.id == turn.event }) { try await journal.end(watch) }
                return try turn.writer.answer(to: request, outcome)
            }
            return try await begin(request, subject)
        }
    }

    private func begin(_ request: RecordingRequest, _ subject: LookupSubject) async throws -> Answer {
        var later = request
        later.path = .watch
        // A link is what somebody typed, and a number says as much.
        if case .link = request.subject, let number = subject.number { later.subject = .number(number) }
        let watch = Watch(
            id: turn.event, person: turn.requester.id, request: later,
            until: turn.time.addingTimeInterval(Self.longestWatch))
        let beginning = try await journal.begin(
            watch, mostPerPerson: Self.mostPerPerson, mostAltogether: Self.mostAltogether)
        return switch beginning {
        case .begun:
            turn.writer.waiting(request, .watchBegun, "Nothing recorded yet; to be looked for again", subject)
        case .known:
            turn.writer.waiting(request, .watchKnown, "Nothing recorded yet; looked for already", subject)
        case .full(let count):
            turn.writer.waiting(
                request, .watchFull(count), "Nothing recorded yet; too much is looked for already", subject)
        case .crowded:
            turn.writer.waiting(
                request, .watchCrowded, "Nothing recorded yet; too much is looked for already", subject)
        }
    }
}
