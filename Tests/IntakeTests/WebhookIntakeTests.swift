import Files
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Journal
import Logging
import Recordings
import Sandbox
import TemporaryFolders
import TestSupport
import Testing
import WebexAPI

@testable import Intake

@Suite(.timeLimit(.minutes(1))) struct WebhookIntakeTests {
    @Test func `both webhooks are registered before the bot counts as connected`() async throws {
        try await Lookout.run { lookout async throws in
            try await lookout.reach(.connected)
            #expect(lookout.sandbox.activeWebhooks == 2)
            let webhooks = try await lookout.webex.webhooks()
            #expect(webhooks.map(\.resource).sorted() == ["attachmentActions", "messages"])
            #expect(webhooks.allSatisfy { $0.targetURL == Lookout.publicURL + "/webhook" && $0.secret == Secret("s") })
        }
    }

    @Test func `what Webex switched off is switched on at the next look, a minute later`() async throws {
        try await Lookout.run { lookout async throws in
            try await lookout.reach(.connected)
            let before = try await lookout.webex.webhooks().map(\.id)
            lookout.sandbox.deactivateWebhooks()
            #expect(await lookout.clock.advanceToNextWakeup() == .seconds(60))
            await lookout.lookIsOver()
            #expect(lookout.state.current == .connected)
            #expect(lookout.sandbox.activeWebhooks == 2)
            #expect(try await lookout.webex.webhooks().map(\.id) == before)
        }
    }

    @Test func `what somebody removed is registered again`() async throws {
        try await Lookout.run { lookout async throws in
            try await lookout.reach(.connected)
            let removed = try #require(try await lookout.webex.webhooks().first)
            try await lookout.webex.removeWebhook(removed.id)
            await lookout.clock.advanceToNextWakeup()
            await lookout.lookIsOver()
            #expect(lookout.sandbox.activeWebhooks == 2)
        }
    }

    @Test func `webhooks of others stay as they are`() async throws {
        try await Lookout.run(
            before: { webex in
                try await webex.registerWebhook(
                    named: "somebody's", targetURL: Lookout.publicURL + "/webhook", resource: "messages",
                    event: "created", secret: Secret("theirs"))
            }
        ) { lookout async throws in
            try await lookout.reach(.connected)
            let theirs = try await lookout.webex.webhooks().filter { $0.name == "somebody's" }
            #expect(theirs.map(\.secret) == [Secret("theirs")])
            #expect(lookout.sandbox.activeWebhooks == 3)
        }
    }

    @Test func `a Webex that does not take the registration is asked again after a second`() async throws {
        try await Lookout.run(faults: { $0.next(.post, "/v1/webhooks", .answer(.failure(.badGateway, "down"))) }) {
            lookout async throws in
            #expect(await lookout.clock.advanceToNextWakeup() == .seconds(1))
            try await lookout.reach(.connected)
            #expect(lookout.sandbox.activeWebhooks == 2)
        }
    }

    @Test func `a Webex that gives no answer says nothing about the webhooks`() async throws {
        try await Lookout.run { lookout async throws in
            try await lookout.reach(.connected)
            lookout.sandbox.faults.next(.get, "/v1/webhooks", .answer(.failure(.notFound, "gone")))
            await lookout.clock.advanceToNextWakeup()
            // It comes back to sleep after the failed look.
            #expect(await lookout.clock.advanceToNextWakeup() == .seconds(1))
            #expect(lookout.state.connection == .init(number: 1, confirmed: lookout.start))
        }
    }

    @Test func `a look that finds the webhooks well confirms that events have reached us`() async throws {
        try await Lookout.run { lookout async throws in
            try await lookout.reach(.connected)
            #expect(await lookout.clock.advanceToNextWakeup() == .seconds(60))
            // It comes back to sleep after the look.
            await lookout.clock.advanceToNextWakeup()
            #expect(
                lookout.state.connection == .init(number: 1, confirmed: lookout.start.addingTimeInterval(60)))
        }
    }
}

/// A bot's webhooks, looked after on a clock that a test moves.
private struct Lookout: Sendable {
    static let publicURL = "http://127.0.0.1:9"

    let sandbox: WebexSandbox
    let webex: WebexClient
    let clock: ManualClock
    let state: TransportState
    /// The time of day at which ``clock`` begins.
    let start: Date

    private init(sandbox: WebexSandbox, webex: WebexClient) {
        let (clock, start) = (ManualClock(), Date())
        self.sandbox = sandbox
        self.webex = webex
        self.clock = clock
        self.start = start
        let beginning = clock.now
        state = TransportState(now: {
            start.addingTimeInterval(TimeInterval(beginning.duration(to: clock.now).components.seconds))
        })
    }

    static func run(
        faults: (Faults) -> Void = { _ in },
        before: @escaping @Sendable (WebexClient) async throws -> Void = { _ in },
        _ use: @escaping @Sendable (Lookout) async throws -> Void
    ) async throws {
        let seed = try Files.read(Repository.file("config/sandbox.json"), limit: 1 << 20)
        let sandbox = try WebexSandbox(company: try Company(parsing: seed, now: Date()), logger: .silent)
        faults(sandbox.faults)
        let webex = WebexClient(
            http: try HTTPClient(), baseURL: sandbox.apiURL, credential: .fixed(Secret(sandbox.botToken)),
            clock: ImpatientClock(), logger: .silent)
        let lookout = Lookout(sandbox: sandbox, webex: webex)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                defer { group.cancelAll() }
                try await before(webex)
                let folder = try TemporaryFolder()
                let intake = try await lookout.intake(in: folder)
                group.addTask { await intake.run() }
                try await use(lookout)
            }
        }
    }

    /// Returns when the state is `value`.
    func reach(_ value: TransportState.Value) async throws {
        for await present in state.values where present == value { return }
    }

    /// Returns when nothing is done any more until the next look, which it begins.
    func lookIsOver() async { await clock.advanceToNextWakeup() }

    private func intake(in folder: TemporaryFolder) async throws -> WebhookIntake {
        let me = try await webex.me()
        let secrets = WebhookSecrets(signing: Secret("s"))
        return WebhookIntake(
            plan: try WebhookPlan(owner: WebhookOwner(me: me.id, publicURL: Self.publicURL), secrets: secrets),
            receiver: DeliveryReceiver(secrets: secrets, logger: .silent), me: me,
            queue: EventQueue(journal: try Journal(folder("journal"), now: Date()), unnoted: .refuse),
            catalogueURL: sandbox.u2cURL, webex: webex, state: state, clock: clock, logger: .silent)
    }
}
