import Audit
import Cards
import Configuration
import Conversation
import Files
import FoundationEssentials
import HTTPTransport
import JSONTree
import Recordings
import Sandbox
import TemporaryFolders
import TestSupport
import WebexAPI

/// A handler in front of a sandbox, without the event socket between them: an answer is complete when `ask` returns.
struct Desk: Sendable {
    /// What came of one event.
    struct Outcome: Sendable {
        var messages: [BotMessage]
        /// The lines that were added to the audit log.
        var audit: [JSONValue]
        /// Whether the handler is done with the event.
        var isDone: Bool

        /// Everything that the person can read.
        var text: String { messages.map { "\($0.markdown ?? "")\n\($0.card?.text ?? "")" }.joined(separator: "\n") }
        var status: String? { audit.first?["status"]?.string }
        var rule: String? { audit.first?["rule"]?.string }
    }

    static let number = "25512345678"

    let sandbox: WebexSandbox
    private let handler: EventHandler
    private let folder: TemporaryFolder
    private let hasReadableAuditLog: Bool

    /// Runs `use` while the sandbox serves.
    ///
    /// - Parameters:
    ///   - settings: The `config.json`.
    ///   - company: The seed; nothing takes the one of the demo.
    ///   - grant: Whose token reads meetings and recordings; nothing means that nobody has authorized the bot.
    ///   - token: Asked for the token in place of a grant.
    ///   - auditLog: The device to write the audit log to, in place of a file.
    ///   - deadline: For one call about meetings and recordings.
    ///   - use: Gets the desk.
    /// - Throws: What `use` throws.
    static func open(
        settings: String = #"{"approved_domains": ["example.com"]}"#, company: String? = nil,
        grant: String? = "clara@example.com", token: (@Sendable () async throws -> Secret)? = nil,
        auditLog: String? = nil, deadline: Duration = .seconds(15),
        _ use: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        let seed =
            try company.map { Array($0.utf8) } ?? Files.read(Repository.file("config/sandbox.json"), limit: 1 << 20)
        let sandbox = try WebexSandbox(company: try Company(parsing: seed, now: Date()), logger: .silent)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                try await use(
                    try await Desk(
                        sandbox, settings: settings, token: token ?? Self.token(of: grant, in: sandbox),
                        auditLog: auditLog, deadline: deadline))
                group.cancelAll()
            }
        }
    }

    private static func token(
        of grant: String?, in sandbox: WebexSandbox
    ) throws -> @Sendable () async throws -> Secret {
        guard let grant else { return { throw WebexError(.unauthorized, operation: "grant", message: "none") } }
        let token = Secret(try sandbox.token(for: grant))
        return { token }
    }

    private init(
        _ sandbox: WebexSandbox, settings: String, token: @escaping @Sendable () async throws -> Secret,
        auditLog: String?, deadline: Duration
    ) async throws {
        self.sandbox = sandbox
        folder = try TemporaryFolder()
        let http = try HTTPClient()
        let clock = ImpatientClock()
        let client = { (credential: WebexCredential, deadline: Duration) in
            var patience = WebexClient.Patience()
            patience.deadline = deadline
            return WebexClient(
                http: http, baseURL: sandbox.apiURL, credential: credential, patience: patience, clock: clock,
                logger: .silent)
        }
        let chat = client(.fixed(Secret(sandbox.botToken)), .seconds(15))
        hasReadableAuditLog = auditLog == nil
        let parts = EventHandler.Parts(
            chat: chat, records: client(WebexCredential(current: token), deadline), me: try await chat.me(),
            settings: SettingsStore(try SettingsFile(parsing: Array(settings.utf8), path: "config.json").settings),
            cards: CardStore(.builtin), audit: try AuditLog(auditLog ?? folder("audit.log")))
        handler = EventHandler(parts, clock: clock, logger: .silent)
    }

    /// Writes to the bot and waits until it is done with that.
    func ask(_ text: String, as email: String = "alice@example.com") async throws -> Outcome {
        try await handle(.message, try sandbox.say(text, as: email), from: email)
    }

    /// Fills in a card of the bot.
    func submit(_ inputs: [String: String], as email: String = "alice@example.com") async throws -> Outcome {
        if sandbox.written(to: email).allSatisfy({ $0.card == nil }) { _ = try await ask("help", as: email) }
        guard let card = sandbox.written(to: email).last(where: { $0.card != nil }) else { throw DeadlinePassed() }
        return try await handle(.cardAction, try sandbox.submit(inputs, on: card.id, as: email), from: email)
    }

    /// Forwards the newest recorded instance of the meeting with this title.
    ///
    /// - Parameters:
    ///   - title: Of the meeting.
    ///   - email: Who forwards it.
    ///   - claimed: What the event says was forwarded; the instance unless somebody forges it.
    /// - Returns: What came of it.
    /// - Throws: `DeadlinePassed` when there is nothing to forward.
    func forward(
        _ title: String, as email: String = "alice@example.com",
        claiming claimed: (MeetingSeries, MeetingInstance) -> String = { $1.id }
    ) async throws -> Outcome {
        guard let meeting = try sandbox.forwardable(for: email).first(where: { $0.series.title == title }) else {
            throw DeadlinePassed()
        }
        let id = MeetingID(claimed(meeting.series, meeting.instance))
        let message = try sandbox.forward(instance: meeting.instance.id, as: email)
        return try await handle(.forwardedRecording(instance: id), message, from: email)
    }

    private func handle(_ kind: IncomingEvent.Kind, _ resource: String, from email: String) async throws -> Outcome {
        let (written, lines) = (sandbox.written(to: email).count, try auditLines().count)
        let actor = PersonID(sandbox.personID(of: email) ?? "", .person)
        let event = IncomingEvent(id: EventID(resource), kind: kind, resource: resource, actor: actor)
        let isDone = await handler.handle(event)
        return Outcome(
            messages: Array(sandbox.written(to: email).dropFirst(written)),
            audit: Array(try auditLines().dropFirst(lines)), isDone: isDone)
    }

    private func auditLines() throws -> [JSONValue] {
        guard hasReadableAuditLog else { return [] }
        return try folder.lines(of: "audit.log").map { try JSONValue(parsing: Array($0.utf8)) }
    }
}
