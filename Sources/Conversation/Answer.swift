import Audit
import Cards
import Recordings

/// What is said to the requester, and what the audit log keeps of it.
struct Answer: Sendable {
    enum Message: Sendable {
        /// Markdown.
        case text(String)
        case card(Card)
    }

    /// In the order to send them; empty when nothing is said.
    var messages: [Message]
    /// Nothing where nothing was decided: the help is no decision.
    var audit: AuditLine?
    /// What went wrong, as admins find it in the state of the service.
    var failure: String?
}
