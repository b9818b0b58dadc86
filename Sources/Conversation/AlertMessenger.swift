package import Alerts
import Cards
import Configuration
package import FoundationEssentials
import Journal
package import Recordings
import WebexAPI

/// Tells admins, 1-1, what they have not asked for.
package struct AlertMessenger: Sendable {
    private let parts: ConversationParts
    private let page: String
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - parts: What the conversation works with.
    ///   - page: The address at which the bot is authorized.
    ///   - now: The time.
    package init(_ parts: ConversationParts, page: String, now: @escaping @Sendable () -> Date = { Date() }) {
        self.parts = parts
        self.page = page
        self.now = now
    }

    /// Sends one message, in the admin's language and by their clock as far as Webex tells a bot about them.
    ///
    /// - Parameters:
    ///   - notice: What to tell.
    ///   - admin: Whom.
    /// - Throws: `WebexError` when it was not sent, or perhaps was; `CancellationError`.
    package func send(_ notice: AlertNotice, to admin: EmailAddress) async throws {
        let person = try await person(at: admin)
        let cards = parts.cards.snapshot
        let language = parts.language(of: person?.id, cards, parts.settings.snapshot)
        let text = cards.text(
            AlertText(notice, page: page), in: language, zone: parts.zones.zone(named: person?.timeZone))
        let message = try await parts.chat.impatient.post(to: admin, markdown: text)
        // Its sign keeps it from being taken for an answer until then, and where Webex does not say that it has arrived.
        do { try await parts.journal.claim(message, at: now()) } catch {}
    }

    /// Nobody when Webex does not say: the message matters more than its language.
    private func person(at address: EmailAddress) async throws -> Person? {
        do { return try await parts.chat.impatient.person(at: address) } catch is WebexError { return nil }
    }
}
