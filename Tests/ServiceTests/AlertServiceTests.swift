import Alerts
@testable import Configuration
import FoundationEssentials
import Grants
import Intake
import Logging
import Policy
import Recordings
@testable import Service
import Synchronization
import TemporaryFolders
import Testing
import TestSupport
import WebexAPI

@Suite(.timeLimit(.minutes(1))) struct AlertServiceTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private let folder: TemporaryFolder
    private let post = Post()

    /// Where the messages go.
    private final class Post: Sendable {
        let sent = Mutex<[String]>([])
        let failure = Mutex<WebexError.Code?>(nil)
        let time = Mutex(AlertServiceTests.start)

        func send(_ notice: AlertNotice, to admin: EmailAddress) throws {
            if let code = failure.withLock({ $0 }) { throw WebexError(code, operation: "POST /messages", message: "") }
            sent.withLock { $0.append("\(admin) \(notice.code)") }
        }
    }

    init() throws { folder = try TemporaryFolder() }

    private func service(_ observations: Observations, admins: [String] = ["ada@example.com"]) throws -> AlertService {
        try service(observations, SettingsStore(Self.settings(admins: admins)))
    }

    private static func settings(admins: [String]) -> Settings {
        var settings = Settings()
        settings.access.admins = Set(admins.compactMap { EmailAddress($0) })
        return settings
    }

    private func service(_ observations: Observations, _ settings: SettingsStore) throws -> AlertService {
        let vault = try Vault(folder: folder.path, keys: [])
        let tokens = AccessTokens(
            .complianceOfficer, in: vault, refresh: { _ in throw CancellationError() }, logger: .silent)
        let surroundings = AlertService.Surroundings(
            observations: observations, tokens: tokens, settings: settings,
            send: { [post] in try post.send($0, to: $1) })
        return AlertService(
            surroundings, path: folder("alerts.json"), clock: ManualClock(),
            now: { [post] in post.time.withLock { $0 } }, logger: .silent)
    }

    private func observations() -> Observations {
        let observations = Observations(.websocket)
        observations.note(.connected)
        return observations
    }

    private func observe(_ notice: AlertNotice, _ observations: Observations) throws {
        guard case .claimed(let address) = notice else { return observations.noteAudit(isFailing: true) }
        let holder = Grant.Holder(
            id: PersonID(publicID: "c", key: "c"), email: try #require(EmailAddress(address)), displayName: "Clara")
        observations.noteClaim(by: holder)
    }

    private var sent: [String] { post.sent.withLock { $0 } }

    @Test func `every admin is told once that something began, and once that it is over`() async throws {
        let observations = observations()
        let service = try service(observations, admins: ["ada@example.com", "grace@example.com"])
        observations.noteAudit(isFailing: true)
        await service.look()
        await service.look()
        observations.noteAudit(isFailing: false)
        await service.look()
        await service.look()
        #expect(
            sent == [
                "ada@example.com audit-failing", "grace@example.com audit-failing",
                "ada@example.com audit-failing-over", "grace@example.com audit-failing-over",
            ])
    }

    @Test func `while Webex is away messages wait, and come in their order`() async throws {
        let observations = observations()
        let service = try service(observations)
        post.failure.withLock { $0 = .unreachable }
        observations.noteAudit(isFailing: true)
        await service.look()
        observations.noteAudit(isFailing: false)
        await service.look()
        #expect(sent.isEmpty)
        post.failure.withLock { $0 = nil }
        post.time.withLock { $0 += 60 }
        await service.look()
        #expect(sent == ["ada@example.com audit-failing", "ada@example.com audit-failing-over"])
    }

    @Test func `an admin whom Webex does not know is not tried again`() async throws {
        let observations = observations()
        let service = try service(observations)
        post.failure.withLock { $0 = .notFound }
        observations.noteAudit(isFailing: true)
        await service.look()
        post.failure.withLock { $0 = nil }
        post.time.withLock { $0 += 60 }
        await service.look()
        #expect(sent.isEmpty)
    }

    @Test func `after a restart nothing is repeated`() async throws {
        let observations = observations()
        observations.noteAudit(isFailing: true)
        await (try service(observations)).look()
        let restarted = try service(observations)
        await restarted.look()
        #expect(sent.count == 1)
        observations.noteAudit(isFailing: false)
        await restarted.look()
        #expect(sent.last == "ada@example.com audit-failing-over")
    }

    @Test(arguments: [AlertNotice.raised(.auditFailing), .claimed(by: "clara@example.com")])
    func `whoever is an admin from the next start on hears what nobody has heard`(notice: AlertNotice) async throws {
        let observations = observations()
        try observe(notice, observations)
        let lonely = try service(observations, admins: [])
        await lonely.look()
        await lonely.look()
        await (try service(observations)).look()
        #expect(sent == ["ada@example.com \(notice.code)"])
    }

    @Test func `an admin who is named later hears what stands`() async throws {
        let observations = observations()
        let settings = SettingsStore(Settings())
        let service = try service(observations, settings)
        observations.noteAudit(isFailing: true)
        await service.look()
        settings.replace(with: Self.settings(admins: ["ada@example.com"]))
        await service.look()
        #expect(sent == ["ada@example.com audit-failing"])
    }

    @Test(arguments: [AlertNotice.raised(.auditFailing), .claimed(by: "clara@example.com")])
    func `what could not be sent before a restart is sent after it`(notice: AlertNotice) async throws {
        let observations = observations()
        try observe(notice, observations)
        post.failure.withLock { $0 = .unreachable }
        await (try service(observations)).look()
        post.failure.withLock { $0 = nil }
        await (try service(observations)).look()
        #expect(sent == ["ada@example.com \(notice.code)"])
    }

    @Test func `what could not be sent for an hour is tried on`() async throws {
        let observations = observations()
        let service = try service(observations)
        post.failure.withLock { $0 = .unreachable }
        observations.noteAudit(isFailing: true)
        for _ in 0..<10 {
            await service.look()
            post.time.withLock { $0 += 900 }
        }
        post.failure.withLock { $0 = nil }
        await service.look()
        #expect(sent == ["ada@example.com audit-failing"])
    }

    @Test func `who keeps the grant is told once`() async throws {
        let observations = observations()
        let service = try service(observations)
        try observe(.claimed(by: "clara@example.com"), observations)
        await service.look()
        await service.look()
        #expect(sent == ["ada@example.com grant-claimed"])
    }

    @Test func `what is observed is told without waiting for the next look`() async throws {
        let observations = observations()
        let service = try service(observations)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await service.run() }
                defer { group.cancelAll() }
                observations.noteAudit(isFailing: true)
                while self.sent.isEmpty {
                    try Task.checkCancellation()
                    await Task.yield()
                }
            }
        }
        #expect(sent == ["ada@example.com audit-failing"])
    }
}
