import Cards
import Configuration
import FoundationEssentials
import Journal
import Recordings
import WebexAPI

/// One request while it is being answered: who asks, when, and what is in force for it.
///
/// Settings and cards are read once, so that a reload in between changes nothing for this request.
struct Turn: Sendable {
    var event: EventID
    /// The verified author of the request.
    var requester: Person
    var time: Date
    var settings: Settings
    var cards: CardLibrary
    var language: Language
    /// Where the requester's clock hangs.
    var zone: DisplayZone
    /// Whether the requester has never been answered before.
    var isFirst: Bool
    var seal: ButtonSeal

    /// A few characters that tie what the requester saw to the log: the front of the event's id.
    var reference: String { String(event.text.filter(\.isHexDigit).prefix(8)).lowercased() }

    var writer: AnswerWriter { AnswerWriter(turn: self) }
}

extension Turn {
    /// - Parameters:
    ///   - parts: What the conversation works with.
    ///   - settings: The snapshot for this request.
    ///   - event: What is answered.
    ///   - requester: As the people resource describes them.
    ///   - time: Now.
    init(_ parts: ConversationParts, _ settings: Settings, event: EventID, requester: Person, at time: Date) {
        let tag = parts.journal.language(of: requester.id) ?? settings.language
        self.init(
            event: event, requester: requester, time: time, settings: settings, cards: parts.cards,
            language: parts.cards.language(for: tag).language, zone: parts.zone(requester.timeZone),
            isFirst: !parts.journal.hasGreeted(requester.id), seal: parts.seal)
    }
}
