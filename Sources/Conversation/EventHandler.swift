package import Audit
package import Cards
package import Configuration
package import FoundationEssentials
package import Logging
import Policy
package import Recordings
package import WebexAPI

/// Answers one event, from fetching what was said to the last message of the answer.
///
/// Nothing that goes wrong leaves it: the requester is told, the operator finds the rest in the log.
package struct EventHandler: Sendable {
    /// What a handler works with.
    package struct Parts: Sendable {
        /// Talks in chat, with the bot's credential.
        package var chat: WebexClient
        /// Reads meetings and recordings, with the credential of the compliance officer's grant.
        package var records: WebexClient
        package var me: Person
        package var settings: SettingsStore
        package var cards: CardLibrary
        package var audit: AuditLog

        package init(
            chat: WebexClient, records: WebexClient, me: Person, settings: SettingsStore, cards: CardLibrary,
            audit: AuditLog
        ) {
            self.chat = chat
            self.records = records
            self.me = me
            self.settings = settings
            self.cards = cards
            self.audit = audit
        }
    }

    let parts: Parts
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    package init(
        _ parts: Parts, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger
    ) {
        self.parts = parts
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Answers the event; returns when the answer is sent or nothing more can be done.
    ///
    /// - Returns: Whether the event is done with: answered, or found to need no answer. A handler that is cancelled, and
    ///   an answer that could not be sent, leave it open.
    @discardableResult
    package func handle(_ event: IncomingEvent) async -> Bool { await logging(event).respond(to: event) }

    /// The same handler, with everything it logs, its calls to Webex among it, under the event's id.
    private func logging(_ event: IncomingEvent) -> Self {
        var logger = logger
        logger[metadataKey: "event.id"] = "\(event.id)"
        var parts = parts
        parts.chat = parts.chat.logging(to: logger)
        parts.records = parts.records.logging(to: logger)
        return Self(parts, clock: clock, now: now, logger: logger)
    }

    private func respond(to event: IncomingEvent) async -> Bool {
        // Read once, so that a reload in between changes nothing for this request.
        let settings = parts.settings.snapshot
        async let forwarded = forwardedMeeting(event)
        do {
            let reader = RequestReader(webex: parts.chat, clock: clock, logger: logger)
            let (content, author) = try await reader.read(event)
            guard author.id != parts.me.id, author.kind == .person else {
                logger.info("passed over: not written by a person", metadata: ["person.kind": "\(author.kind)"])
                return true
            }
            let writer = AnswerWriter(
                library: parts.cards, settings: settings, event: event.id, requester: author, time: now())
            return await give(
                try await answer(content, writer, forwarded: await forwarded), writer)
        } catch is CancellationError {
            // Only a service that stops cancels its handlers, after the time that it gives them.
            logger.warning("stopped before the answer was ready")
            return false
        } catch {
            logger.error("what was sent could not be read", metadata: Self.metadata(error))
            return await apologize(for: event, error, settings)
        }
    }

    /// Begins to read a forwarded meeting while it is still found out who forwarded it.
    private func forwardedMeeting(_ event: IncomingEvent) async -> Result<ForwardedMeeting, any Error>? {
        guard case .forwardedRecording(let instance) = event.kind else { return nil }
        return await Result.of { try await ForwardedMeeting(reading: instance, from: parts.records) }
    }

    /// Tells whoever is said to have caused the event that it could not be read; a message that is gone needs no answer.
    private func apologize(
        for event: IncomingEvent, _ error: any Error, _ settings: Settings
    ) async -> Bool {
        if let error = error as? WebexError, error.code == .notFound { return true }
        guard let actor = try? await parts.chat.person(event.actor) else { return false }
        guard actor.id != parts.me.id, settings.access.access(for: actor) != .nothing else { return true }
        let writer = AnswerWriter(
            library: parts.cards, settings: settings, event: event.id, requester: actor, time: now())
        return await give(writer.failed(Failure(reading: error), request: nil), writer)
    }
}

// MARK: - Finding the answer

extension EventHandler {
    private func answer(
        _ content: RequestReader.Content, _ writer: AnswerWriter,
        forwarded: Result<ForwardedMeeting, any Error>?
    ) async throws(CancellationError) -> Answer {
        let access = writer.settings.access.access(for: writer.requester)
        guard access != .nothing else { return writer.notApproved() }
        let request: RecordingRequest
        switch parse(content, writer.settings) {
        case .help: return writer.help(content.saysNothing ? [.forwardedUnreadable] : [])
        case .invalid(let problem): return writer.invalid(problem, path: content.path)
        case .recordings(let parsed): request = parsed
        }
        guard access == .everything else { return writer.notApproved() }
        do {
            let outcome = try await lookUp(request, writer, forwarded: forwarded)
            return writer.answer(to: request, outcome)
        } catch let error as CancellationError {
            throw error
        } catch {
            var metadata = Self.metadata(error)
            metadata["reference"] = "\(writer.reference)"
            logger.error("a request could not be looked up", metadata: metadata)
            return writer.failed(Failure(error), request: request)
        }
    }

    private func parse(_ content: RequestReader.Content, _ settings: Settings) -> ParsedRequest {
        let parser = RequestParser(defaultDaysBack: settings.defaultDaysBack, maximumDaysBack: settings.maximumDaysBack)
        switch content {
        case .text(let text): return parser.parse(message: text, addressedTo: parts.me.displayName)
        case .submission(let submission):
            guard submission.command == .recordings else { return .help }
            return parser.parse(
                number: submission.meetingNumber, host: submission.meetingHost, daysBack: submission.daysBack)
        case .forwarded(let instance):
            return .recordings(RecordingRequest(subject: .instance(instance), daysBack: 0, path: .forwarded))
        }
    }

    private func lookUp(
        _ request: RecordingRequest, _ writer: AnswerWriter, forwarded: Result<ForwardedMeeting, any Error>?
    ) async throws -> LookupOutcome {
        let lookup = MeetingLookup(webex: parts.records, rules: writer.settings.recordings)
        switch request.subject {
        case .number(let number):
            let earliest = writer.time.addingTimeInterval(-86_400 * Double(request.daysBack))
            return try await lookup.recordings(
                numbered: number, typedHost: request.host, for: writer.requester, in: earliest..<writer.time)
        case .link: return .meetingNotFound
        case .instance(let instance):
            // Read ahead where the event told that a recording was forwarded.
            let meeting =
                if let forwarded { try forwarded.get() } else {
                    try await ForwardedMeeting(reading: instance, from: parts.records)
                }
            return try await lookup.recordings(of: meeting, for: writer.requester, at: writer.time)
        }
    }
}

// MARK: - Giving it

extension EventHandler {
    /// Notes the decision down and sends the answer, in this order; what cannot be noted is not given.
    ///
    /// - Returns: Whether everything was sent that there was to send.
    private func give(_ answer: Answer, _ writer: AnswerWriter) async -> Bool {
        var answer = answer
        do {
            if let audit = answer.audit { try await parts.audit.write(audit) }
        } catch {
            logger.error("the audit log cannot be written, so the answer is held back", metadata: Self.metadata(error))
            // Whoever was to hear nothing goes on hearing nothing.
            if !answer.messages.isEmpty { answer = writer.auditUnavailable() }
        }
        do {
            for message in answer.messages { try await send(message, to: writer.requester.id) }
        } catch {
            logger.error("the answer could not be sent", metadata: Self.metadata(error))
            await noteDelivery(.failed, "The answer could not be sent", answer, writer)
            return false
        }
        await noteDelivery(.delivered, "The answer was sent", answer, writer)
        logger.info("answered", metadata: ["messages": "\(answer.messages.count)"])
        return true
    }

    /// Only ever to the requester's own room of two with the bot.
    private func send(_ message: Answer.Message, to person: PersonID) async throws {
        switch message {
        case .text(let markdown): try await parts.chat.post(to: person, markdown: markdown)
        case .card(let card):
            do {
                try await parts.chat.post(to: person, markdown: card.fallback, card: card.content)
            } catch let error as WebexError where error.code == .rejected(status: 400) {
                logger.error("Webex does not take the card, so its text is sent alone", metadata: Self.metadata(error))
                try await parts.chat.post(to: person, markdown: card.fallback)
            }
        }
    }

    private func noteDelivery(
        _ status: AuditLine.Status, _ description: StaticString, _ answer: Answer, _ writer: AnswerWriter
    ) async {
        guard let decision = answer.audit, !answer.messages.isEmpty else { return }
        var line = AuditLine(status, description, event: decision.eventID, at: now())
        line.requestor = decision.requestor
        line.requestorID = decision.requestorID
        do {
            try await parts.audit.write(line)
        } catch {
            logger.error("the audit log cannot be written", metadata: Self.metadata(error))
        }
    }

    private static func metadata(_ error: any Error) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["error": "\(error)"]
        if let tracking = (error as? WebexError)?.trackingID { metadata["webex.tracking.id"] = "\(tracking)" }
        return metadata
    }
}

extension RequestReader.Content {
    /// As a forwarded recording does, where Webex does not tell which.
    fileprivate var saysNothing: Bool { if case .text("") = self { true } else { false } }

    fileprivate var path: RecordingRequest.Path {
        switch self {
        case .text: .command
        case .submission: .form
        case .forwarded: .forwarded
        }
    }
}
