package import Audit
package import Cards
package import Configuration
package import Journal
import Recordings
package import WebexAPI

/// What the conversation works with.
package struct ConversationParts: Sendable {
    /// Talks in chat, with the bot's credential.
    package var chat: WebexClient
    /// Reads meetings and recordings, with the credential of the compliance officer's grant.
    package var records: WebexClient
    package var settings: SettingsStore
    package var cards: CardLibrary
    package var audit: AuditLog
    package var journal: Journal
    package var seal: ButtonSeal
    /// The clock of somebody, by the IANA name of their zone; UTC where there is none of that name.
    package var zone: @Sendable (_ name: String?) -> DisplayZone
    /// How the rest of the service is doing.
    package var report: @Sendable () async -> ServiceReport
    let people = PeopleCache()
    let tally = RequestTally()

    package init(
        chat: WebexClient, records: WebexClient, settings: SettingsStore, cards: CardLibrary, audit: AuditLog,
        journal: Journal, seal: ButtonSeal, zone: @escaping @Sendable (_ name: String?) -> DisplayZone,
        report: @escaping @Sendable () async -> ServiceReport
    ) {
        self.chat = chat
        self.records = records
        self.settings = settings
        self.cards = cards
        self.audit = audit
        self.journal = journal
        self.seal = seal
        self.zone = zone
        self.report = report
    }
}
