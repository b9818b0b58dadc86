import Cards
import Journal
import Logging
import Recordings

/// Answers whoever wants another language.
struct LanguageHandler: Sendable {
    let journal: Journal
    let turn: Turn
    let logger: Logger

    /// Remembers the language of `tag`, or tells which there are.
    func answer(_ tag: String?) async throws(CancellationError) -> Answer {
        guard let tag else {
            return turn.writer.saying(.languages(current: turn.cards.name(of: turn.language), all: known))
        }
        let (language, isKnown) = turn.cards.language(for: tag)
        guard isKnown else { return turn.writer.saying(.unknownLanguage(tag, all: known)) }
        return try await turn.answering(nil, logger) {
            try await journal.remember(language: language.tag, of: turn.requester.id)
            var changed = turn
            changed.language = language
            return changed.writer.saying(.languageChanged)
        }
    }

    /// What to write, with the name that the language has for itself.
    private var known: [String] {
        turn.cards.languages.map { "\($0.tag) (\(turn.cards.name(of: $0)))" }
    }
}
