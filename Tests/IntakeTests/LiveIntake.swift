import Files
import FoundationEssentials
import HTTPTransport
import Recordings
import Sandbox
import TestSupport
import WebConnections
import WebexAPI

@testable import Intake

/// The bot's event socket on a Webex of its own; its delays and pings wait for the test.
struct LiveIntake: Sendable {
    let sandbox: WebexSandbox
    let webex: WebexClient
    let state: TransportState
    /// Each time that it is certain that events reach the bot.
    let confirmations: AsyncStream<Void>
    let clock = ManualClock()
    let log = CapturedLog()
    /// What came over the socket, in its order.
    let events: AsyncStream<IncomingEvent>
    private let arrived: AsyncStream<IncomingEvent>.Continuation

    static let deviceName = "steward-test"
    static let alice = "alice@example.com"

    /// - Parameters:
    ///   - configuration: How its Webex behaves.
    ///   - catalogue: Where the service catalogue is looked for, if not where it is.
    ///   - before: Runs while Webex is up and the intake is not.
    ///   - use: The test, while both run.
    /// - Throws: What the test throws.
    static func run(
        _ configuration: WebexSandbox.Configuration = WebexSandbox.Configuration(), catalogue: String? = nil,
        before: @escaping @Sendable (LiveIntake) async throws -> Void = { _ in },
        _ use: @escaping @Sendable (LiveIntake) async throws -> Void
    ) async throws {
        let live = try LiveIntake(configuration)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await live.sandbox.run() }
                defer { group.cancelAll() }
                try await before(live)
                let intake = try await live.intake(catalogue: catalogue ?? live.sandbox.u2cURL)
                group.addTask { await intake.run() }
                try await use(live)
            }
        }
    }

    private init(_ configuration: WebexSandbox.Configuration) throws {
        let seed = try Files.read(Repository.file("config/sandbox.json"), limit: 1 << 20)
        sandbox = try WebexSandbox(
            company: try Company(parsing: seed, now: Date()), configuration: configuration, logger: .silent)
        webex = WebexClient(
            http: try HTTPClient(), baseURL: sandbox.apiURL, credential: .fixed(Secret(sandbox.botToken)),
            clock: ImpatientClock(), logger: .silent)
        let (confirmations, confirmed) = AsyncStream.makeStream(of: Void.self)
        self.confirmations = confirmations
        state = TransportState(now: {
            confirmed.yield()
            return Date()
        })
        (events, arrived) = AsyncStream.makeStream(of: IncomingEvent.self)
    }

    private func intake(catalogue: String) async throws -> MercuryIntake {
        let arrived = arrived
        return MercuryIntake(
            configuration: MercuryIntake.Configuration(
                catalogueURL: catalogue, fallbackDevicesURL: sandbox.wdmURL, deviceName: Self.deviceName),
            webex: webex, sockets: try WebSocketClient(logger: .silent), token: Secret(sandbox.botToken),
            me: try await webex.me().id, state: state, clock: clock, pulse: clock, logger: log.logger,
            deliver: { arrived.yield($0) })
    }

    /// Returns when the state is `value`.
    func reach(_ value: TransportState.Value) async throws {
        for await present in state.values where present == value { return }
    }

    /// Lets so many delays pass, after which the bot is connected.
    func reconnect(after delays: Int) async throws {
        for _ in 0..<delays { await clock.advanceToNextWakeup() }
        try await reach(.connected)
    }

    /// Somebody writes, and their message is the next to come over the socket.
    func isHeard() async throws -> Bool {
        let id = try sandbox.say("help", as: Self.alice)
        for await event in events { return event.resource == id }
        return false
    }

    /// The devices that the bot's account has under the name of this one.
    var devices: [Device] {
        get async throws { try await webex.devices(at: sandbox.wdmURL).filter { $0.name == Self.deviceName } }
    }
}
