import Cards
import FoundationEssentials
import Journal
import Logging
import Recordings
import WebexAPI

/// The room of two with the requester, where it shows what became of an answer whose fate nobody knows.
struct RequesterRoom: Sendable {
    let webex: WebexClient
    let journal: Journal
    let requester: PersonID
    /// When the request was made, by Webex's clock, which also dates what came after it.
    let asked: Date
    /// Hold what is said there, in the language of the requester.
    let cards: CardLibrary
    let language: Language

    /// How long Webex may go on with a message although it has answered with an error, or nobody was there to hear.
    static let settling: Duration = .seconds(5)

    /// What may be an answer: what we have written there since the request and what belongs to nothing that we know of,
    /// oldest first.
    ///
    /// - Throws: ``WebexError`` when the room cannot be read; then nothing is known.
    func unclaimedMessages() async throws -> [MessageID] {
        let others = [announcement, cards.text(.pressAgain, in: language)]
        return try await unclaimed()
            .filter { !others.contains($0.text) && !$0.text.hasPrefix(AlertText.sign) }.map(\.id)
    }

    /// The same, looked for once more where there are not enough, when Webex has had the time to end what it began.
    ///
    /// - Parameters:
    ///   - count: How many are missed.
    ///   - age: How long ago the last of them was sent.
    ///   - persistence: Waits.
    /// - Returns: As many as there are, more than that too.
    /// - Throws: ``WebexError`` when the room cannot be read; `CancellationError`.
    func unclaimedMessages(
        atLeast count: Int, sent age: Duration, looking persistence: Persistence
    ) async throws -> [MessageID] {
        let present = try await unclaimedMessages()
        guard present.count < count, age < Self.settling else { return present }
        try await persistence.wait(min(Self.settling - age, Self.settling))
        return try await unclaimedMessages()
    }

    /// How much of an answer has arrived: what was noted, and what only this room tells of.
    ///
    /// What is found here belongs to that answer from now on, and is not taken for another one.
    ///
    /// - Parameters:
    ///   - event: What is answered.
    ///   - progress: What was noted.
    ///   - persistence: How long the room is asked for.
    ///   - time: Now.
    /// - Returns: Nothing when no answer was begun.
    /// - Throws: ``WebexError`` when the room cannot be read, so that nothing may be sent; ``FileError``.
    func interruption(
        of event: EventID, _ progress: AnswerProgress, looking persistence: Persistence, at time: Date
    ) async throws -> Interruption? {
        guard let messages = progress.messages else { return nil }
        let missing = max(0, messages - progress.sent.count)
        let age = progress.latest.map { Duration.seconds(time.timeIntervalSince($0)) } ?? Self.settling
        let arrived = try await persistence.untilDone {
            try await unclaimedMessages(atLeast: missing, sent: age, looking: persistence)
        }
        // What there is besides is part of something else.
        let found = arrived.prefix(missing)
        for message in found { try await journal.sent(message, of: event, at: time) }
        persistence.logger.notice(
            "an answer was interrupted earlier",
            metadata: ["messages.noted": "\(progress.sent.count)", "messages.found": "\(found.count)"])
        return Interruption(messages: messages, arrived: progress.sent.count + found.count)
    }

    /// Announcements of which nobody was told that they arrived.
    func strayAnnouncements() async throws -> [MessageID] {
        try await unclaimed().filter { $0.text == announcement }.map(\.id)
    }

    /// What is said when it takes a moment; no answer reads like that.
    private var announcement: String { cards.text(.looking, in: language) }

    private func unclaimed() async throws -> [ReceivedMessage] {
        let messages = try await webex.directMessages(with: requester, since: asked)
        return messages.reversed().filter { $0.author != requester && !journal.isClaimed($0.id) }
    }
}
