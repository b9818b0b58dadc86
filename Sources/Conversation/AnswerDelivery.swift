import Audit
import Cards
import FoundationEssentials
import Journal
import Logging
import Recordings
import WebexAPI

/// Notes a decision down and sends its answer, in this order; what cannot be noted is not given.
struct AnswerDelivery: Sendable {
    let parts: ConversationParts
    let turn: Turn
    let now: @Sendable () -> Date
    let logger: Logger

    /// Gives the answer to the requester, and to nobody else.
    ///
    /// - Returns: What became of it.
    func give(_ answer: Answer) async -> Delivery {
        var answer = answer
        do {
            if let audit = answer.audit { try await write(audit) }
        } catch {
            logger.error(
                "the audit log cannot be written, so the answer is held back",
                metadata: Logger.Metadata(describing: error))
            // Whoever was to hear nothing goes on hearing nothing.
            if !answer.messages.isEmpty { answer = turn.writer.auditUnavailable() }
        }
        count(answer)
        // Before it is sent: whoever writes again at once has been welcomed.
        if turn.isFirst, !answer.messages.isEmpty, answer.audit?.rule != .notApproved { await noteGreeting() }
        var sent = 0
        do {
            for message in answer.messages {
                try await send(message)
                sent += 1
            }
        } catch {
            logger.error("the answer could not be sent", metadata: Logger.Metadata(describing: error))
            parts.tally.count(.failed)
            end(as: AuditLine.Status.failed.rawValue)
            await noteDelivery(.failed, "The answer could not be sent", answer)
            return sent == 0 && (error as? WebexError)?.isPlainNo == true ? .refused : .uncertain
        }
        end(as: answer.audit?.status.rawValue ?? "answered")
        await noteDelivery(.delivered, "The answer was sent", answer)
        logger.info("answered", metadata: ["messages": "\(answer.messages.count)"])
        return answer.messages.isEmpty ? .silent : .given
    }

    /// Only ever to the requester's own room of two with the bot.
    private func send(_ message: Answer.Message) async throws {
        let person = turn.requester.id
        switch message {
        case .text(let markdown): try await parts.chat.post(to: person, markdown: markdown)
        case .card(let card):
            do {
                try await parts.chat.post(to: person, markdown: card.fallback, card: card.content)
            } catch let error as WebexError where error.code == .rejected(status: 400) {
                logger.error(
                    "Webex does not take the card, so its text is sent alone",
                    metadata: Logger.Metadata(describing: error))
                try await parts.chat.post(to: person, markdown: card.fallback)
            }
        }
    }

    private func write(_ decision: AuditLine) async throws {
        let start = ContinuousClock.now
        try await parts.audit.write(decision)
        parts.observer.auditWritten(ContinuousClock.now - start)
    }

    private func end(as outcome: String) {
        parts.observer.requestEnded(turn.kind, outcome, ContinuousClock.now - turn.began)
    }

    private func count(_ answer: Answer) {
        if let status = answer.audit?.status { parts.tally.count(status) }
        if let code = answer.failure {
            parts.tally.note(StatusCard.Failure(time: turn.time, reference: turn.reference, code: code))
        }
    }

    private func noteDelivery(_ status: AuditLine.Status, _ description: StaticString, _ answer: Answer) async {
        guard let decision = answer.audit, !answer.messages.isEmpty else { return }
        var line = AuditLine(status, description, event: decision.eventID, at: now())
        line.requestor = decision.requestor
        line.requestorID = decision.requestorID
        do {
            try await parts.audit.write(line)
        } catch {
            logger.error("the audit log cannot be written", metadata: Logger.Metadata(describing: error))
        }
    }

    private func noteGreeting() async {
        do {
            try await parts.journal.greet(turn.requester.id)
        } catch {
            // Being welcomed twice does no harm.
            logger.error("the journal cannot be written", metadata: Logger.Metadata(describing: error))
        }
    }
}

extension WebexError {
    /// Whether Webex itself said that it has not taken the message; of an answer that is lost nobody knows.
    fileprivate var isPlainNo: Bool {
        if case .throttled = code { true } else { isRefusal || code == .unauthorized }
    }
}
