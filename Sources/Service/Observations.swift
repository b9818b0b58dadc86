import Alerts
import Configuration
import Files
import FoundationEssentials
import Grants
import Intake
import Recordings
import Synchronization

/// What those who know have told about things that admins should hear of; never waits.
final class Observations: Sendable {
    private struct State {
        var downSince: Date?
        var settingsProblem: String?
        /// Nothing before the first line.
        var isAuditFailing: Bool?
        var hadGrant = false
        var claims: [String] = []
    }

    /// An element when something may have changed.
    let news: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation
    private let state: Mutex<State>
    private let mode: ServiceOptions.Transport
    private let now: @Sendable () -> Date

    /// How long the transport may be down before anybody is told: a restart of the network, or of Webex's nodes.
    static let patience: TimeInterval = 300

    /// The transport counts as down from now on.
    init(_ mode: ServiceOptions.Transport, now: @escaping @Sendable () -> Date = { Date() }) {
        (news, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        state = Mutex(State(downSince: now()))
        self.mode = mode
        self.now = now
    }

    /// Asks for a look at everything.
    func nudge() { changed.yield() }

    func note(_ transport: TransportState.Value) {
        let time = now()
        state.withLock { $0.downSince = transport == .connected ? nil : $0.downSince ?? time }
        nudge()
    }

    func note(_ outcome: ReloadOutcome) {
        switch outcome {
        case .unchanged: return
        case .applied: state.withLock { $0.settingsProblem = nil }
        case .refused(let problems): state.withLock { $0.settingsProblem = Self.summary(of: problems) }
        }
        nudge()
    }

    /// Notes whether the last line of the audit log could be written; called for every one.
    func noteAudit(isFailing: Bool) {
        let isNew = state.withLock { state in
            defer { state.isAuditFailing = isFailing }
            return state.isAuditFailing != isFailing
        }
        if isNew { nudge() }
    }

    /// Notes that somebody keeps the grant from now on.
    func noteClaim(by holder: Grant.Holder) {
        state.withLock { $0.claims.append(holder.email.text) }
        nudge()
    }

    /// Who has claimed the grant since this was last asked.
    func takeClaims() -> [String] {
        state.withLock { state in
            defer { state.claims = [] }
            return state.claims
        }
    }

    /// The place and the problem of the first, and how many more there are.
    private static func summary(of problems: [SettingsProblem]) -> String? {
        guard var first = problems.first?.withoutContent else { return nil }
        first.file = String(first.file.split(separator: "/").last ?? "")
        return problems.count == 1 ? "\(first)" : "\(first) (+\(problems.count - 1))"
    }
}

extension Observations {
    /// What stands now, and of which causes nobody knows.
    typealias Findings = (alerts: [Alert], undecided: Set<AlertCause>)

    /// Judges what has been told, and the grant.
    ///
    /// - Parameters:
    ///   - grant: What is known of it.
    ///   - officers: Who may give it according to the settings.
    /// - Returns: At most one alert of each cause.
    func findings(_ grant: AccessTokens.Status, officers: [EmailAddress]) -> Findings {
        let time = now()
        let state = state.withLock { state in
            if case .held = grant { state.hadGrant = true }
            return state
        }
        var findings = Self.findings(grant, officers, hadGrant: state.hadGrant, at: time)
        let transport: AlertCause = mode == .websocket ? .transportDown : .webhooksInactive
        if let start = state.downSince {
            if time.timeIntervalSince(start) < Self.patience {
                findings.undecided.insert(transport)
            } else {
                findings.alerts.append(
                    mode == .websocket ? .transportDown(since: start) : .webhooksInactive(since: start))
            }
        }
        if let problem = state.settingsProblem { findings.alerts.append(.settingsRefused(problem)) }
        switch state.isAuditFailing {
        case true?: findings.alerts.append(.auditFailing)
        case nil: findings.undecided.insert(.auditFailing)
        case false?: break
        }
        return findings
    }

    private static func findings(
        _ grant: AccessTokens.Status, _ officers: [EmailAddress], hadGrant: Bool, at time: Date
    ) -> Findings {
        let causes: Set<AlertCause> = [.grantEnded, .grantUnreadable, .grantUnfit, .grantEnding]
        switch grant {
        // Before anybody has authorized the bot, nothing is lost.
        case .missing: return (hadGrant ? [.grantEnded] : [], causes)
        case .ended: return ([.grantEnded], causes)
        case .unreadable: return ([.grantUnreadable], causes)
        case .held(let grant):
            var alerts: [Alert] = []
            if let end = grant.refreshExpiry, grant.isEnding(at: time) { alerts.append(.grantEnding(end)) }
            if !officers.isEmpty, !officers.contains(grant.holder.email) { alerts.append(.grantUnfit) }
            return (alerts, [])
        }
    }
}
