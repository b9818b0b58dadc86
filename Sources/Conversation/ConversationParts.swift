package import Audit
package import Cards
package import Configuration
package import Journal
import Logging
import Recordings
package import WebexAPI

/// What the conversation works with.
package struct ConversationParts: Sendable {
    /// Talks in chat, with the bot's credential.
    package var chat: WebexClient
    /// Reads meetings and recordings, with the credential of the compliance officer's grant.
    package var records: WebexClient
    package var settings: SettingsStore
    package var cards: CardStore
    package var audit: AuditLog
    package var journal: Journal
    package var seal: ButtonSeal
    /// The clocks that people's times are shown by.
    package var zones: DisplayZones
    /// How the rest of the service is doing.
    package var report: @Sendable () async -> ServiceReport
    package var observer: ConversationObserver
    /// Who writes to a person, one after the other.
    let lines = WaitingLines()
    let people = PeopleCache()
    let memory = LookupMemory()
    let tally = RequestTally()
    let allowance = RequestAllowance()

    package init(
        chat: WebexClient, records: WebexClient, settings: SettingsStore, cards: CardStore, audit: AuditLog,
        journal: Journal, seal: ButtonSeal, zones: DisplayZones = DisplayZones(),
        report: @escaping @Sendable () async -> ServiceReport, observer: ConversationObserver = ConversationObserver()
    ) {
        self.chat = chat
        self.records = records
        self.settings = settings
        self.cards = cards
        self.audit = audit
        self.journal = journal
        self.seal = seal
        self.zones = zones
        self.report = report
        self.observer = observer
    }

    /// After so long whoever asked is told to ask again, whatever Webex is still putting off.
    private static let longestLookup: Duration = .seconds(60)

    /// The same for one request: its calls to Webex log to `logger`, and its look-ups have an end.
    func forOneRequest(_ logger: Logger) -> Self {
        var parts = self
        parts.chat = chat.logging(to: logger)
        parts.records = records.logging(to: logger).ending(in: Self.longestLookup)
        return parts
    }

    /// The language that somebody is answered in: the one that they chose, else that of the settings.
    ///
    /// - Parameters:
    ///   - person: Nobody where it is not known who it is.
    ///   - cards: Hold the texts.
    ///   - settings: In force for this answer.
    /// - Returns: One that there are texts in.
    func language(of person: PersonID?, _ cards: CardLibrary, _ settings: Settings) -> Language {
        let chosen = person.flatMap { journal.language(of: $0) }
        return cards.language(for: chosen ?? settings.language).language
    }
}
