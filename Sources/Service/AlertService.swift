import Alerts
import Configuration
import Conversation
import Files
import FoundationEssentials
import Grants
import Logging
import Policy
import Recordings
import ServiceLifecycle
import Synchronization
import WebexAPI

/// Looks at what others have observed and tells the admins, beside everything else and in nobody's way.
final class AlertService: Service, CustomStringConvertible {
    /// What alerts need of the rest of the service.
    struct Surroundings: Sendable {
        var observations: Observations
        var tokens: AccessTokens
        var settings: SettingsStore
        /// Sends one message to one admin.
        var send: @Sendable (AlertNotice, EmailAddress) async throws -> Void
        /// Told which alerts stand, after each look.
        var stands: @Sendable ([AlertCause]) -> Void = { _ in }
    }

    private struct State {
        var book: AlertBook
        var outbox = AlertOutbox()
        /// What only the log has been told, for there are no admins.
        var unheard: [AlertNotice] = []

        /// Puts what is due into the outbox, or aside where there is nobody to be told.
        mutating func note(_ findings: Observations.Findings, for admins: [EmailAddress], at time: Date)
            -> [AlertNotice]
        {
            // Whoever is named from now on has heard nothing.
            if !admins.isEmpty { unheard = [] }
            let notices = book.note(
                findings.alerts, undecided: findings.undecided, waiting: outbox.notices + unheard, at: time)
            for notice in notices {
                outbox.add(notice, for: admins, at: time)
                if admins.isEmpty { putAside(notice) }
            }
            return notices
        }

        private mutating func putAside(_ notice: AlertNotice) {
            if case .over(let cause) = notice {
                unheard.removeAll { $0.raisedCause == cause }
            } else {
                unheard.append(notice)
            }
        }
    }

    /// How often to look where nobody has told anything: the grant ends by itself.
    static let pause: Duration = .seconds(15)

    private let surroundings: Surroundings
    private let path: String
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let state: Mutex<State>

    /// Takes up what an earlier run has told.
    ///
    /// - Parameters:
    ///   - surroundings: What it looks at and tells with.
    ///   - path: Of the file that keeps causes and times; one that cannot be read costs a repetition.
    ///   - clock: For the pauses.
    ///   - now: The time.
    ///   - logger: Told of everything that was sent, and that could not be.
    init(
        _ surroundings: Surroundings, path: String, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.surroundings = surroundings
        self.path = path
        self.clock = clock
        self.now = now
        self.logger = logger
        let written = try? Files.read(path, limit: 64 << 10)
        let book = written.flatMap { try? JSONDecoder().decode(AlertBook.self, from: Data($0)) }
        state = Mutex(State(book: book ?? AlertBook()))
    }

    /// The name in the log.
    var description: String { "AlertService" }

    /// Looks and tells until shutdown; what could not be told by then is told after the next start.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.tick() }
                for await _ in self.surroundings.observations.news { await self.look() }
                group.cancelAll()
            }
        }
        noteClaims()
    }

    private func tick() async {
        while !Task.isCancelled {
            surroundings.observations.nudge()
            do { try await clock.sleep(for: Self.pause) } catch { return }
        }
    }

    /// Looks once at everything, and sends what is due.
    func look() async {
        let settings = surroundings.settings.snapshot
        let findings = surroundings.observations.findings(
            await surroundings.tokens.checkStatus(), officers: settings.complianceOfficers)
        let admins = settings.access.admins.sorted { $0.text < $1.text }
        let time = now()
        noteClaims()
        for notice in change({ $0.note(findings, for: admins, at: time) }) { note(notice) }
        surroundings.stands(state.withLock { $0.book.standing })
        await sendDue()
    }

    /// Writes down at once who has claimed the grant: nobody can find that out later.
    private func noteClaims() {
        let claims = surroundings.observations.takeClaims()
        change { state in
            for claim in claims { state.book.noteClaim(by: claim) }
        }
    }

    private func sendDue() async {
        var sent: Set<Int> = []
        // Of each admin one message after the other, and none of them twice in one look.
        while true {
            let due = state.withLock { $0.outbox.due(at: now()) }.filter { !sent.contains($0.number) }
            if due.isEmpty || Task.isCancelled { return }
            for item in due {
                sent.insert(item.number)
                await send(item)
            }
        }
    }

    private func send(_ item: AlertOutbox.Item) async {
        do {
            try await surroundings.send(item.notice, item.admin)
            settle(item)
        } catch is CancellationError {
            return
        } catch {
            if (error as? WebexError)?.isFinal == true { settle(item) }
            let isTriedAgain = state.withLock { $0.outbox.failed(item, at: now()) }
            logger.log(
                level: isTriedAgain ? .info : .warning,
                isTriedAgain ? "an admin could not be told yet" : "an admin cannot be told",
                metadata: ["alert.notice": "\(item.notice.code)", "error": "\(error)"])
        }
    }

    /// Counts a message as told: Webex has taken it, or never will.
    private func settle(_ item: AlertOutbox.Item) {
        change { state in
            state.outbox.remove(item)
            state.book.told(item.notice, since: item.start, at: now())
        }
    }

    /// For the log alone, where there are no admins or Webex is away.
    private func note(_ notice: AlertNotice) {
        let level: Logger.Level = if case .over = notice { .notice } else { .warning }
        logger.log(level: level, "alert", metadata: ["alert.notice": "\(notice.code)"])
    }

    /// Changes the state, and writes the book down when that is another one then.
    @discardableResult private func change<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, book, isNew) = state.withLock { state in
            let former = state.book
            let result = body(&state)
            return (result, state.book, state.book != former)
        }
        if isNew { keep(book) }
        return result
    }

    private func keep(_ book: AlertBook) {
        do {
            try Files.replace(path, with: Array(try JSONEncoder().encode(book)))
        } catch {
            logger.warning(
                "a restart will repeat alerts, for it cannot be noted that they were sent",
                metadata: ["error": "\(error)"])
        }
    }
}

extension WebexError {
    /// Whether Webex does not know the admin, or the bot may not write to them.
    fileprivate var isFinal: Bool {
        switch code {
        case .notFound, .forbidden, .rejected: true
        default: false
        }
    }
}
