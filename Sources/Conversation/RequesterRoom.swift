import FoundationEssentials
import Journal
import Recordings
import WebexAPI

/// The room of two with the requester, where it shows what became of an answer whose fate nobody knows.
struct RequesterRoom: Sendable {
    let webex: WebexClient
    let journal: Journal
    let requester: PersonID
    /// When the request was made, by Webex's clock, which also dates what came after it.
    let asked: Date
    /// What is said there when it takes a moment; no answer reads like that.
    let announcement: String

    /// What may be an answer: what we have written there since the request and what belongs to nothing that we know of,
    /// oldest first.
    ///
    /// - Throws: ``WebexError`` when the room cannot be read; then nothing is known.
    func unclaimedMessages() async throws -> [MessageID] {
        try await unclaimed().filter { $0.text != announcement }.map(\.id)
    }

    /// Announcements of which nobody was told that they arrived.
    func strayAnnouncements() async throws -> [MessageID] {
        try await unclaimed().filter { $0.text == announcement }.map(\.id)
    }

    private func unclaimed() async throws -> [ReceivedMessage] {
        let messages = try await webex.directMessages(with: requester, since: asked)
        return messages.reversed().filter { $0.author != requester && !journal.isClaimed($0.id) }
    }
}
