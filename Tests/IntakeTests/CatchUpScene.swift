import FoundationEssentials
import HTTPTransport
import Journal
import Recordings
import Sandbox
import Synchronization
import TemporaryFolders
import TestSupport
import WebexAPI

@testable import Intake
/// What stands around one look at the rooms after a gap.
struct CatchUpScene: Sendable {
    static let alice = "alice@example.com"

    let sandbox: WebexSandbox
    let time: SkippingTime
    let journal: Journal
    let webex: WebexClient
    let catchUp: CatchUp
    let queue: EventQueue
    let transport: TransportState
    /// Who was asked to do something again.
    let asked: Asked
    let log: CapturedLog

    /// The ids of the messages that are open, in the order in which they were taken on.
    var taken: [String] { journal.openEvents.map(\.event.resource) }

    /// Connects again, and looks back.
    ///
    /// - Returns: Whether nothing is missing of what came before; on a busy machine a call may take too long.
    @discardableResult
    func look() async -> Bool {
        transport.set(.connecting)
        transport.set(.connected)
        return await catchUp.look(at: transport, after: nil) != nil
    }

    /// Looks back until nothing is missing.
    func lookUntilDone() async { while await !look() {} }

    /// The same message, as it comes while there is a connection.
    func live(_ message: String) -> IncomingEvent {
        IncomingEvent(
            id: EventID(activity: WebexID(message)?.key ?? ""), kind: .message, resource: message,
            actor: PersonID(sandbox.personID(of: Self.alice) ?? "", .person))
    }

    func later(_ duration: Duration) async throws { try await time.sleep(for: duration) }

    /// A message with a card in Alice's room.
    func formForAlice() async throws -> String {
        try sandbox.say("help", as: Self.alice)
        let alice = PersonID(sandbox.personID(of: Self.alice) ?? "", .person)
        let card = SampleCard.form
        return try await webex.post(to: alice, markdown: "form", card: card).text
    }

    /// The same so long ago that it is none of the gap's, which has begun a minute ago.
    func formBeforeGap() async throws -> String {
        let form = try await formForAlice()
        try await later(.seconds(150))
        await lookUntilDone()
        try await later(.seconds(60))
        return form
    }

    final class Asked: Sendable {
        let people = Mutex<[PersonID]>([])
        var count: Int { people.withLock { $0.count } }
    }

    /// Runs `use` beside a Webex of its own.
    ///
    /// - Parameters:
    ///   - pulse: Measures the time between two looks; the time of the scene where nobody does that.
    ///   - longest: How far back is read at most; asked whenever that begins.
    ///   - room: How many events may be unfinished.
    ///   - ahead: How far Webex's clock is ahead, in seconds.
    ///   - isDiskFull: Whether the journal cannot be written.
    ///   - company: The seed of the sandbox.
    ///   - use: The test.
    /// - Throws: What the test throws.
    static func play(
        pulse: (any Clock<Duration>)? = nil,
        longest: @escaping @Sendable (TransportState) -> Duration = { _ in .seconds(900) }, room: Int = 4096,
        ahead: TimeInterval = 0,
        isDiskFull: Bool = false, company: String? = nil,
        _ use: @escaping @Sendable (CatchUpScene) async throws -> Void
    ) async throws {
        let (time, folder, asked, log) = (SkippingTime(), try TemporaryFolder(), Asked(), CapturedLog())
        let seed =
            try company.map { Data($0.utf8) } ?? Data(contentsOf: URL(filePath: Repository.file("config/sandbox.json")))
        let sandbox = try WebexSandbox(
            company: try Company(parsing: Array(seed), now: time.date), now: { time.date.addingTimeInterval(ahead) },
            logger: .silent)
        let webex = WebexClient(
            http: try HTTPClient(), baseURL: sandbox.apiURL, credential: .fixed(Secret(sandbox.botToken)),
            clock: time, now: { time.date }, logger: .silent)
        let journal =
            try isDiskFull ? .full(lastHeard: time.date) : Journal(folder("journal"), now: time.date)
        let transport = TransportState(now: { time.date })
        let queue = EventQueue(journal: journal, unnoted: .accept, limit: room)
        try await withDeadline {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                defer { group.cancelAll() }
                let catchUp = CatchUp(
                    webex: webex, me: try await webex.me().id, journal: journal, queue: queue,
                    longest: { longest(transport) },
                    askAgain: { person in
                        asked.people.withLock { $0.append(person) }
                        try await webex.post(to: person, markdown: "press again")
                    }, now: { time.date }, clock: pulse ?? time, logger: log.logger)
                try await use(
                    CatchUpScene(
                        sandbox: sandbox, time: time, journal: journal, webex: webex, catchUp: catchUp, queue: queue,
                        transport: transport, asked: asked, log: log))
            }
        }
    }
}
