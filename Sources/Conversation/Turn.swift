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
    /// When the request was made, by Webex's clock; nothing for what nobody has just asked for.
    var asked: Date?
    /// Of an earlier try to answer it.
    var interruption: Interruption?
    /// The verified author of the request.
    var requester: Person
    var time: Date
    /// When the request arrived, on a clock that nobody sets.
    var began = ContinuousClock.now
    /// What is asked for, in one of a few words for whoever counts.
    var kind = "unread"
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

    /// How long after the request an answer is late, in seconds.
    static let patience: TimeInterval = 15 * 60

    /// Whether the requester has reason to wonder about an answer that comes only now.
    var isLate: Bool { asked.map { time.timeIntervalSince($0) > Self.patience } ?? false }

    /// What is said when it takes a moment.
    var announcement: String { cards.text(.looking, in: language) }

    /// Where it shows what has arrived; nothing when there is no request to begin at.
    func room(_ parts: ConversationParts) -> RequesterRoom? {
        asked.map {
            RequesterRoom(
                webex: parts.chat, journal: parts.journal, requester: requester.id, asked: $0, cards: cards,
                language: language)
        }
    }
}

extension Turn {
    /// The same for whoever counts, now that it is known what is asked for.
    func asking(for request: ParsedRequest) -> Turn {
        var turn = self
        turn.kind = request.name
        return turn
    }

    /// - Parameters:
    ///   - parts: What the conversation works with.
    ///   - settings: The snapshot for this request.
    ///   - event: What is answered.
    ///   - requester: As the people resource describes them.
    ///   - time: Now.
    init(_ parts: ConversationParts, _ settings: Settings, event: EventID, requester: Person, at time: Date) {
        let cards = parts.cards.snapshot
        self.init(
            event: event, requester: requester, time: time, settings: settings, cards: cards,
            language: parts.language(of: requester.id, cards, settings),
            zone: parts.zones.zone(named: requester.timeZone),
            isFirst: !parts.journal.hasGreeted(requester.id), seal: parts.seal)
    }
}
