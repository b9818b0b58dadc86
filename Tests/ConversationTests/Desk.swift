import Audit
import Cards
import Configuration
import Files
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import JSONTree
import Journal
import Recordings
import Sandbox
import TemporaryFolders
import TestSupport
import WebexAPI

@testable import Conversation

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
        /// The same without the backslashes that keep data from being read as markup.
        var shown: String { text.replacing("\\", with: "") }
        var status: String? { audit.first?["status"]?.string }
        var rule: String? { audit.first?["rule"]?.string }
    }

    static let number = "25512345678"

    let sandbox: WebexSandbox
    private(set) var journal: Journal
    let watches: WatchRounds
    /// Calls with the bot's token.
    var bot: WebexClient { parts.chat }
    private(set) var parts: ConversationParts
    private(set) var handler: EventHandler
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
    ///   - deadline: For one call.
    ///   - now: What time it is, for the bot and for the sandbox.
    ///   - clock: What the handler waits by; on the usual one no time passes, so whoever is to wait needs another.
    ///   - callClock: What single calls wait by.
    ///   - use: Gets the desk.
    /// - Throws: What `use` throws.
    static func open(
        settings: String = #"{"approved_domains": ["example.com"]}"#, company: String? = nil,
        grant: String? = "clara@example.com", token: (@Sendable () async throws -> Secret)? = nil,
        auditLog: String? = nil, deadline: Duration = .seconds(15),
        now: @escaping @Sendable () -> Date = { Date() }, clock: any Clock<Duration> = ManualClock(),
        callClock: any Clock<Duration> = ImpatientClock(),
        _ use: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        let seed =
            try company.map { Array($0.utf8) } ?? Files.read(Repository.file("config/sandbox.json"), limit: 1 << 20)
        let sandbox = try WebexSandbox(company: try Company(parsing: seed, now: now()), now: now, logger: .silent)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                try await use(
                    try await Desk(
                        sandbox, settings: settings, token: token ?? Self.token(of: grant, in: sandbox),
                        auditLog: auditLog, deadline: deadline, now: now, clock: clock, callClock: callClock))
                group.cancelAll()
            }
        }
    }

    /// The same where every wait is over at once, and the time of day goes on with it.
    static func open(
        settings: String = #"{"approved_domains": ["example.com"]}"#, company: String? = nil, time: SkippingTime,
        deadline: Duration = .seconds(15), _ use: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        try await open(
            settings: settings, company: company, deadline: deadline, now: { time.date }, clock: time, callClock: time,
            use)
    }

    /// The seed of one of the organizations in `config/sandbox`.
    static func company(_ name: String) throws -> String {
        String(decoding: try Files.read(Repository.file("config/sandbox/\(name).json"), limit: 1 << 20), as: UTF8.self)
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
        auditLog: String?, deadline: Duration, now: @escaping @Sendable () -> Date, clock: any Clock<Duration>,
        callClock: any Clock<Duration>
    ) async throws {
        self.sandbox = sandbox
        folder = try TemporaryFolder()
        let http = try HTTPClient()
        let client = { (credential: WebexCredential, deadline: Duration) in
            var patience = WebexClient.Patience()
            patience.deadline = deadline
            return WebexClient(
                http: http, baseURL: sandbox.apiURL, credential: credential, patience: patience,
                clock: callClock, now: now, logger: .silent)
        }
        let chat = client(.fixed(Secret(sandbox.botToken)), deadline)
        hasReadableAuditLog = auditLog == nil
        let settings = try SettingsFile(parsing: Array(settings.utf8), path: "config.json").settings
        journal = try Journal(folder("journal"), now: now())
        parts = ConversationParts(
            chat: chat, records: client(WebexCredential(current: token), deadline),
            settings: SettingsStore(settings), cards: CardStore(.builtin),
            audit: try AuditLog(
                auditLog ?? folder("audit.log"), AuditLog.Configuration(keys: [[UInt8](repeating: 8, count: 32)]),
                logger: .silent),
            journal: journal, seal: ButtonSeal(keys: [[UInt8](repeating: 7, count: 32)]),
            report: {
                ServiceReport(
                    version: "1.2.3", runningSince: Date(timeIntervalSince1970: 0), transport: .connected,
                    grant: .held, settings: .inForce, cards: .inForce, alerts: ["audit-failing"])
            })
        handler = EventHandler(parts, me: try await chat.me(), clock: clock, now: now, logger: .silent)
        watches = WatchRounds(parts, clock: clock, now: now, logger: .silent)
    }

    /// The same after a restart, with what the journal tells the next start.
    func restarted() throws -> Desk {
        var desk = self
        desk.journal = try Journal(folder("journal"), now: handler.now())
        desk.parts.journal = desk.journal
        desk.handler = EventHandler(
            desk.parts, me: handler.me, clock: handler.clock, now: handler.now, logger: .silent)
        return desk
    }

    /// How often the bot has looked what stands in somebody's room.
    var looks: Int { sandbox.requests.count { $0.method == .get && $0.path == "/v1/messages/direct" } }

    /// Hands the event to the bot and waits until it is done with that.
    func handle(
        _ kind: IncomingEvent.Kind, _ resource: String, from email: String, _ attempt: EventHandler.Attempt = .first
    ) async throws -> Outcome {
        let (written, lines) = (sandbox.written(to: email).count, try auditLines().count)
        let isDone = await handler.handle(event(kind, resource, from: email), attempt)
        return Outcome(
            messages: Array(sandbox.written(to: email).dropFirst(written)),
            audit: Array(try auditLines().dropFirst(lines)), isDone: isDone)
    }

    /// The event that tells the bot of what somebody sent.
    func event(_ kind: IncomingEvent.Kind, _ resource: String, from email: String) -> IncomingEvent {
        let actor = PersonID(sandbox.personID(of: email) ?? "", .person)
        return IncomingEvent(id: EventID(resource), kind: kind, resource: resource, actor: actor)
    }

    /// Lets the bot look again for what people wait for.
    func lookAgain(for email: String = "alice@example.com") async throws -> Outcome {
        let (written, lines) = (sandbox.written(to: email).count, try auditLines().count)
        try await watches.look()
        return Outcome(
            messages: Array(sandbox.written(to: email).dropFirst(written)),
            audit: Array(try auditLines().dropFirst(lines)), isDone: true)
    }

    private func auditLines() throws -> [JSONValue] {
        guard hasReadableAuditLog else { return [] }
        return try folder.lines(of: "audit.log").map { try JSONValue(parsing: Array($0.utf8)) }
    }
}
