import Cards
import Configuration
import FoundationEssentials
import Logging
import Recordings

/// Answers whoever names no meeting, or only its title, with their own meetings.
struct OwnMeetingsHandler: Sendable {
    let recordings: RecordingsHandler

    /// How far back meetings are offered, in days, where the settings look back less.
    private static let daysBack = 30

    private var turn: Turn { recordings.turn }

    /// The recordings of the one meeting there is, or the meetings to choose from.
    func answer(titled words: String?) async throws(CancellationError) -> Answer {
        try await turn.answering(nil, recordings.logger) {
            let days = max(turn.settings.defaultDaysBack, min(Self.daysBack, turn.settings.maximumDaysBack))
            let window = turn.time.addingTimeInterval(-86_400 * Double(days))..<turn.time
            let lookup = recordings.parts.lookup(under: turn.settings)
            let own = try await lookup.ownMeetings(of: turn.requester, titled: words, in: window)
            switch (own.meetings.first, words) {
            case (nil, let words?): return turn.writer.noChoice(.titleNotFound(words, days: days))
            case (nil, nil): return turn.writer.noChoice(.noOwnMeetings(days: days))
            case (let only?, _?) where own.meetings.count == 1:
                let request = RecordingRequest(subject: .instance(only.id), daysBack: 0, path: .command)
                return try await recordings.answer(to: request)
            default:
                return try turn.writer.choice(of: own.meetings, titled: words, moreExist: own.moreExist)
            }
        }
    }
}
