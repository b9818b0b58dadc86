import Cards
import Logging
import Recordings
import WebexAPI

/// Sends messages of an answer, each of them once, however often that has to be tried.
///
/// Webex has no key to tell a repeated message from a new one. After a try of which nobody knows whether it arrived the
/// requester's room is read, and only what is not there, a few seconds later neither, is sent again.
struct AnswerPost: Sendable {
    /// Repeats nothing by itself.
    let webex: WebexClient
    let requester: PersonID
    /// Nothing where there is no request to compare times with: then such a message is not sent again.
    let room: RequesterRoom?
    let persistence: Persistence
    let logger: Logger

    /// Sends a message to the requester's own room of two with the bot, and nowhere else.
    ///
    /// - Returns: The id of the message.
    /// - Throws: ``RequesterGone``; ``WebexError``, when Webex does not take it or has not for as long as is waited; and
    ///   `CancellationError`.
    func send(_ message: Answer.Message) async throws -> MessageID {
        guard let room else { return try await post(message) }
        var mayHaveArrived = false
        return try await persistence.untilDone {
            if mayHaveArrived {
                // No try follows the one before sooner than that.
                let found = try await room.unclaimedMessages(
                    atLeast: 1, sent: RetrySchedule.shortestStep, looking: persistence)
                if let arrived = found.first { return arrived }
            }
            mayHaveArrived = false
            do {
                return try await post(message)
            } catch let error as WebexError {
                mayHaveArrived = error.leavesOpenWhatWasDone
                throw error
            }
        }
    }

    private func post(_ message: Answer.Message) async throws -> MessageID {
        do {
            return try await postOnce(message)
        } catch let error as WebexError where [.forbidden, .notFound].contains(error.code) {
            throw RequesterGone(refusal: error)
        }
    }

    private func postOnce(_ message: Answer.Message) async throws -> MessageID {
        switch message {
        case .text(let markdown): return try await webex.post(to: requester, markdown: markdown)
        case .card(let card):
            do {
                return try await webex.post(to: requester, markdown: card.fallback, card: card.content)
            } catch let error as WebexError where error.code == .rejected(status: 400) {
                logger.error(
                    "Webex does not take the card, so its text is sent alone",
                    metadata: Logger.Metadata(describing: error))
                return try await webex.post(to: requester, markdown: card.fallback)
            }
        }
    }
}

/// Webex knows nobody whom the answer could be sent to: they have left, or have blocked the bot.
struct RequesterGone: Error {
    /// What it said.
    var refusal: WebexError
}
