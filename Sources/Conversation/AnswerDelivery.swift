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
    /// Where the caller occupies a place, which is given away while Webex makes the answer wait.
    var places: WorkPlaces?
    var clock: any Clock<Duration> = ContinuousClock()
    /// For how long the answer is tried again where Webex does not take it.
    var longestWait = RetrySchedule.longest
    let now: @Sendable () -> Date
    let logger: Logger

    /// Gives the answer to the requester, and to nobody else.
    ///
    /// - Returns: What became of it, or of the apology that is given in place of what cannot be noted down.
    func give(_ answer: Answer) async -> Delivery {
        do {
            return try await giveNoted(answer)
        } catch {
            logger.error(
                "the audit log cannot be written, so the answer is held back",
                metadata: Logger.Metadata(describing: error))
            // Whoever was to hear nothing goes on hearing nothing.
            return await deliver(answer.messages.isEmpty ? answer : turn.writer.auditUnavailable())
        }
    }

    /// The same for whoever has time: what cannot be noted down is for a later try.
    ///
    /// - Returns: What became of it.
    /// - Throws: ``AuditError``; then nothing was sent.
    func giveNoted(_ answer: Answer) async throws(AuditError) -> Delivery {
        if let audit = answer.audit { try await write(audit) }
        return await deliver(answer)
    }

    private func deliver(_ answer: Answer) async -> Delivery {
        count(answer)
        // Before it is sent: whoever writes again at once has been welcomed.
        if turn.isFirst, !answer.messages.isEmpty, answer.audit?.rule != .notApproved {
            // Being welcomed twice does no harm.
            await note { try await $0.greet(turn.requester.id) }
        }
        do {
            try await send(answer.messages, isDecided: answer.audit != nil)
        } catch is CancellationError {
            logger.warning("stopped before the answer had arrived")
            return .unfinished
        } catch let gone as RequesterGone {
            logger.warning("the requester cannot be written to", metadata: Logger.Metadata(describing: gone.refusal))
            await noteFailed(answer)
            return .refused
        } catch {
            logger.error("the answer could not be sent", metadata: Logger.Metadata(describing: error))
            await noteFailed(answer)
            return .unfinished
        }
        end(as: answer.audit?.status.rawValue ?? "answered")
        await noteDelivery(.delivered, "The answer was sent", answer)
        logger.info("answered", metadata: ["messages": "\(answer.messages.count)"])
        return answer.messages.isEmpty ? .silent : .given
    }

    /// Sends what has not arrived before, and has the journal follow.
    private func send(_ messages: [Answer.Message], isDecided: Bool) async throws {
        let left = turn.interruption?.rest(of: messages) ?? messages[...]
        guard !left.isEmpty else { return }
        await note { journal in
            try await journal.sending(turn.event, messages: messages.count, isDecided: isDecided, at: now())
        }
        for (index, message) in zip(left.indices, left) {
            let id = try await post.send(message)
            let isLast = index == messages.count - 1
            await note { journal in
                if isLast {
                    try await journal.answered(turn.event, with: id, at: now())
                } else {
                    try await journal.sent(id, of: turn.event, at: now())
                }
            }
        }
    }

    private var post: AnswerPost {
        AnswerPost(
            webex: parts.chat.impatient, requester: turn.requester.id, room: turn.room(parts),
            persistence: Persistence(clock: clock, places: places, longest: longestWait, logger: logger),
            logger: logger)
    }

    /// Without a journal the answer is given all the same: after a restart there may be a second one, now there is one.
    private func note(_ entry: (Journal) async throws -> Void) async {
        do {
            try await entry(parts.journal)
        } catch {
            logger.error("the journal cannot be written", metadata: Logger.Metadata(describing: error))
        }
    }

    private func write(_ decision: AuditLine) async throws(AuditError) {
        let start = ContinuousClock.now
        do throws(AuditError) { try await parts.audit.write(decision) } catch {
            parts.observer.auditFailed()
            throw error
        }
        parts.observer.auditWritten(ContinuousClock.now - start)
    }

    private func noteFailed(_ answer: Answer) async {
        parts.tally.count(.failed)
        end(as: AuditLine.Status.failed.rawValue)
        await noteDelivery(.failed, "The answer could not be sent", answer)
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

    /// Notes down that the answer has arrived whose decision an earlier try noted, and whose fate it did not.
    func noteFound() async {
        await noteDelivery(.delivered, "The answer was found to have been sent", to: turn.requester.id)
    }

    private func noteDelivery(_ status: AuditLine.Status, _ description: StaticString, _ answer: Answer) async {
        guard let decision = answer.audit, !answer.messages.isEmpty else { return }
        await noteDelivery(status, description, to: decision.requestorID)
    }

    /// The audit log names nobody where nobody is proved to have asked.
    private func noteDelivery(
        _ status: AuditLine.Status, _ description: StaticString, to requestor: PersonID?
    ) async {
        var line = AuditLine(status, description, event: turn.event, at: now())
        line.requestorID = requestor
        line.requestor = requestor == nil ? nil : turn.requester.emails.first
        do {
            try await parts.audit.write(line)
        } catch {
            logger.error("the audit log cannot be written", metadata: Logger.Metadata(describing: error))
        }
    }
}
