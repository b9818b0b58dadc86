import Alerts
import Configuration
import FoundationEssentials
import Grants
import Intake
import JSONTree
import Recordings
@testable import Service
import Synchronization
import Testing
import WebexAPI

@Suite struct ObservationsTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private static func grant(life: TimeInterval = 90 * 86_400) throws -> Grant {
        let answer = TokenAnswer(
            accessToken: Secret("a"), expiresIn: .seconds(1000), refreshToken: Secret("r"),
            refreshExpiresIn: .seconds(life))
        let email = try #require(EmailAddress("ada@example.com"))
        let holder = Grant.Holder(id: PersonID(publicID: "ada", key: "ada"), email: email, displayName: "Ada")
        return try #require(Grant(answer, holder: holder, at: start, renewingAt: 0.5))
    }

    /// Connected, and all is well.
    private func observations(_ mode: ServiceOptions.Transport = .websocket) -> Observations {
        let clock = Clock()
        let observations = Observations(mode, now: { clock.now })
        observations.note(.connected)
        return observations
    }

    private final class Clock: Sendable {
        private let time = Mutex(ObservationsTests.start)
        var now: Date { time.withLock { $0 } }
        func advance(by seconds: TimeInterval) { time.withLock { $0 += seconds } }
    }

    @Test func `nothing is wrong with a good grant, a connection and good settings`() throws {
        let findings = observations().findings(.held(try Self.grant()), officers: [])
        #expect(findings.alerts.isEmpty)
        #expect(findings.undecided == [.auditFailing])
    }

    @Test func `a grant that never was is no loss, one that is gone is`() throws {
        let observations = observations()
        #expect(observations.findings(.missing, officers: []).alerts.isEmpty)
        _ = observations.findings(.held(try Self.grant()), officers: [])
        #expect(observations.findings(.missing, officers: []).alerts == [.grantEnded])
    }

    @Test func `a grant that has ended, does not open, ends soon or is another's now is told apart`() throws {
        let observations = observations()
        let holder = try Self.grant().holder
        let soon = try Self.grant(life: 13 * 86_400)
        let others = [EmailAddress("grace@example.com")].compactMap(\.self)
        #expect(observations.findings(.ended(holder), officers: []).alerts == [.grantEnded])
        let unreadable = AccessTokens.Status.unreadable(VaultError(.unreadable, "x"))
        #expect(observations.findings(unreadable, officers: []).alerts == [.grantUnreadable])
        let end = try #require(soon.refreshExpiry)
        #expect(observations.findings(.held(soon), officers: []).alerts == [.grantEnding(end)])
        #expect(observations.findings(.held(try Self.grant()), officers: others).alerts == [.grantUnfit])
        #expect(observations.findings(.held(try Self.grant()), officers: [holder.email]).alerts.isEmpty)
    }

    @Test(arguments: ServiceOptions.Transport.allCases)
    func `a transport is told to be down after five minutes`(mode: ServiceOptions.Transport) {
        let clock = Clock()
        let observations = Observations(mode, now: { clock.now })
        let alert: Alert =
            mode == .websocket ? .transportDown(since: Self.start) : .webhooksInactive(since: Self.start)
        clock.advance(by: 299)
        #expect(observations.findings(.missing, officers: []).alerts.isEmpty)
        #expect(observations.findings(.missing, officers: []).undecided.contains(alert.cause))
        observations.note(.connecting)
        clock.advance(by: 1)
        #expect(observations.findings(.missing, officers: []).alerts == [alert])
        observations.note(.connected)
        #expect(observations.findings(.missing, officers: []).alerts.isEmpty)
        #expect(!observations.findings(.missing, officers: []).undecided.contains(alert.cause))
    }

    @Test func `settings are told with place, key and problem, and without what they say`() {
        let observations = observations()
        let position = JSONPosition(line: 3, column: 12)
        let problem = SettingsProblem(
            file: "/config/config.json", position: position, key: "admins", "expected a list", found: "\"hush\"")
        observations.note(.refused([problem, problem]))
        #expect(
            observations.findings(.missing, officers: []).alerts
                == [.settingsRefused("config.json:3:12: admins: expected a list (+1)")])
        observations.note(.applied(warnings: [], needingRestart: []))
        #expect(observations.findings(.missing, officers: []).alerts.isEmpty)
    }

    @Test func `an audit log is judged by its last line`() {
        let observations = observations()
        observations.noteAudit(isFailing: true)
        #expect(observations.findings(.missing, officers: []).alerts == [.auditFailing])
        observations.noteAudit(isFailing: false)
        #expect(observations.findings(.missing, officers: []).alerts.isEmpty)
    }
}
