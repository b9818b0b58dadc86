import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Journal
import Recordings
import Sandbox
import Synchronization
import TemporaryFolders
import TestSupport
import Testing
import WebexAPI

@testable import Intake

/// Looking at the rooms after a gap, at a time that the test sets.
@Suite(.timeLimit(.minutes(1))) struct CatchUpTests {
    private static let alice = "alice@example.com"

    /// What stands around one look.
    private struct Scene: Sendable {
        let sandbox: WebexSandbox
        let time: SkippingTime
        let journal: Journal
        let webex: WebexClient
        let catchUp: CatchUp
        let queue: EventQueue
        let transport: TransportState
        let asked: Asked

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
                actor: PersonID(sandbox.personID(of: "alice@example.com") ?? "", .person))
        }

        func later(_ duration: Duration) async throws { try await time.sleep(for: duration) }

        /// A message with a card in Alice's room.
        func formForAlice() async throws -> String {
            try sandbox.say("help", as: "alice@example.com")
            let alice = PersonID(sandbox.personID(of: "alice@example.com") ?? "", .person)
            let card = SampleCard.form
            return try await webex.post(to: alice, markdown: "form", card: card).text
        }
    }

    private final class Asked: Sendable {
        let people = Mutex<[PersonID]>([])
        var count: Int { people.withLock { $0.count } }
    }

    private static func play(
        pulse: (any Clock<Duration>)? = nil,
        longest: @escaping @Sendable (TransportState) -> Duration = { _ in .seconds(900) }, room: Int = 4096,
        ahead: TimeInterval = 0,
        isDiskFull: Bool = false, company: String? = nil,
        _ use: @escaping @Sendable (Scene) async throws -> Void
    ) async throws {
        let (time, folder, asked) = (SkippingTime(), try TemporaryFolder(), Asked())
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
                    }, now: { time.date }, clock: pulse ?? time, logger: .silent)
                try await use(
                    Scene(
                        sandbox: sandbox, time: time, journal: journal, webex: webex, catchUp: catchUp, queue: queue,
                        transport: transport, asked: asked))
            }
        }
    }

    /// The ids of the messages that are open, in the order in which they were taken on.
    private func taken(_ scene: Scene) -> [String] { scene.journal.openEvents.map(\.event.resource) }

    @Test func `before it was ever connected nothing is read back`() async throws {
        try await Self.play { scene in
            try scene.sandbox.say("help", as: Self.alice)
            await scene.look()
            #expect(taken(scene).isEmpty)
            #expect(scene.journal.lastHeard != nil)
        }
    }

    @Test func `what was written in the gap is taken on in its order, and once`() async throws {
        try await Self.play { scene in
            await scene.look()
            var ids: [String] = []
            for text in ["help", "language"] {
                try await scene.later(.seconds(300))
                ids.append(try scene.sandbox.say(text, as: Self.alice))
            }
            for _ in 1...2 { await scene.look() }
            #expect(taken(scene) == ids)
        }
    }

    @Test func `a message that was delivered as well is the same event`() async throws {
        try await Self.play { scene in
            await scene.look()
            let id = try scene.sandbox.say("help", as: Self.alice)
            let key = try #require(WebexID(id)?.key)
            let live = IncomingEvent(
                id: EventID(activity: key.uppercased()), kind: .message, resource: id,
                actor: PersonID(publicID: "alice", key: "alice"))
            #expect(await scene.queue.take(live, at: scene.time.date) == .accepted)
            await scene.look()
            #expect(taken(scene) == [id])
        }
    }

    @Test func `no more is read back than is set`() async throws {
        try await Self.play { scene in
            await scene.look()
            try scene.sandbox.say("help", as: Self.alice)
            try await scene.later(.seconds(901))
            let id = try scene.sandbox.say("help", as: Self.alice)
            await scene.look()
            #expect(taken(scene) == [id])
        }
    }

    // Webex's clock is a little ahead, or rounds up: what happened last happened later than now.
    @Test(arguments: [0, 1.5])
    func `a button that was pressed in the gap is asked for once`(ahead: TimeInterval) async throws {
        try await Self.play(ahead: ahead) { scene in
            let form = try await scene.formForAlice()
            // What was there before is none of the gap's.
            try await scene.later(.seconds(150))
            await scene.lookUntilDone()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: Self.alice)
            for _ in 1...3 {
                await scene.lookUntilDone()
                #expect(scene.asked.count == 1)
            }
        }
    }

    @Test func `a button that was pressed before anybody noticed that there is a gap is asked for`() async throws {
        try await Self.play { scene in
            let form = try await scene.formForAlice()
            try await scene.later(.seconds(150))
            await scene.lookUntilDone()
            try await scene.later(.seconds(30))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: Self.alice)
            try await scene.later(.seconds(30))
            // The connection is dead, and still looks as it did.
            let connection = try #require(scene.transport.connection)
            #expect(await scene.catchUp.look(at: scene.transport, after: connection.number) == connection.number)
            await scene.lookUntilDone()
            #expect(scene.asked.count == 1)
        }
    }

    @Test func `a button that was pressed while the connection came up, and is being answered, is not asked for`()
        async throws
    {
        try await Self.play { scene in
            let form = try await scene.formForAlice()
            try await scene.later(.seconds(150))
            await scene.lookUntilDone()
            try await scene.later(.seconds(60))
            let press = try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: Self.alice)
            var event = scene.live(press)
            event.kind = .cardAction
            #expect(await scene.queue.take(event, at: scene.time.date) == .accepted)
            await scene.lookUntilDone()
            #expect(scene.asked.count == 0)
        }
    }

    @Test func `a button that nobody can be asked for now is asked for later`() async throws {
        try await Self.play { scene in
            let form = try await scene.formForAlice()
            try await scene.later(.seconds(150))
            await scene.lookUntilDone()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: Self.alice)
            scene.sandbox.faults.next(.post, "/v1/messages", .hangUp)
            #expect(await !scene.look())
            await scene.lookUntilDone()
            #expect(try scene.sandbox.messages(of: Self.alice).last?.text == "press again")
        }
    }

    @Test func `a room that Webex does not show keeps nobody else waiting`() async throws {
        try await Self.play { scene in
            await scene.lookUntilDone()
            try scene.sandbox.say("help", as: "hana@example.com")
            try scene.sandbox.say("help", as: Self.alice)
            // Whichever of the two is read first.
            scene.sandbox.faults.next(.get, "/v1/messages", .answer(.failure(.notFound, "no such room")))
            await scene.lookUntilDone()
            #expect(taken(scene).count == 1)
        }
    }

    @Test func `a room whose last message is known asks for nothing`() async throws {
        try await Self.play { scene in
            let form = try await scene.formForAlice()
            // What was there before is none of the gap's.
            try await scene.later(.seconds(150))
            await scene.look()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: Self.alice)
            try await scene.later(.seconds(60))
            _ = try await scene.formForAlice()
            await scene.look()
            #expect(scene.asked.count == 0)
        }
    }

    @Test func `what was turned away for want of room is read back once there is some`() async throws {
        try await Self.play(room: 1) { scene in
            await scene.look()
            let connection = scene.transport.connection?.number
            let ids = try (1...2).map { _ in try scene.sandbox.say("help", as: Self.alice) }
            let events = ids.map { scene.live($0) }
            #expect(await scene.queue.take(events[0], at: scene.time.date) == .accepted)
            #expect(await scene.queue.take(events[1], at: scene.time.date) == .full)
            // Still no room.
            #expect(await scene.catchUp.look(at: scene.transport, after: connection) == nil)
            scene.queue.finishOne()
            #expect(await scene.catchUp.look(at: scene.transport, after: nil) == connection)
            #expect(taken(scene) == ids)
        }
    }

    @Test func `while the rooms cannot be read the gap stays open`() async throws {
        try await Self.play { scene in
            await scene.look()
            let id = try scene.sandbox.say("help", as: Self.alice)
            scene.sandbox.faults.next(.get, "/v1/rooms", times: 4, .answer(.failure(.badGateway, "no")))
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(taken(scene).isEmpty)
            #expect(scene.journal.lastHeard == heard)
            await scene.look()
            #expect(taken(scene) == [id])
        }
    }

    @Test func `what could not be read back is read back soon`() async throws {
        let clock = ManualClock()
        try await Self.play(pulse: clock) { scene in
            await scene.look()
            scene.transport.set(.connecting)
            scene.sandbox.faults.next(.get, "/v1/rooms", times: 4, .answer(.failure(.badGateway, "no")))
            let id = try scene.sandbox.say("help", as: Self.alice)
            scene.transport.set(.connected)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await scene.catchUp.run(over: scene.transport) }
                defer { group.cancelAll() }
                for _ in 1...3 { await clock.advanceToNextWakeup() }
                for await event in scene.queue.events {
                    #expect(event.resource == id)
                    break
                }
            }
        }
    }

    @Test func `while the journal cannot be written what comes live is handled once, and nothing else`() async throws {
        try await Self.play(isDiskFull: true) { scene in
            let heard = scene.journal.lastHeard
            let first = try scene.sandbox.say("help", as: Self.alice)
            _ = await scene.queue.take(scene.live(first), at: scene.time.date)
            try scene.sandbox.say("language", as: Self.alice)
            for _ in 1...3 { await scene.look() }
            #expect(scene.journal.lastHeard == heard)
            scene.queue.close()
            var handled: [String] = []
            for await event in scene.queue.events { handled.append(event.resource) }
            #expect(handled == [first])
        }
    }

    @Test(arguments: [HTTPResponse.Status.forbidden, .notFound])
    func `a room that cannot be read keeps nobody else waiting`(status: HTTPResponse.Status) async throws {
        try await Self.play { scene in
            await scene.look()
            for email in [Self.alice, "jiri@example.com"] { try scene.sandbox.say("help", as: email) }
            scene.sandbox.faults.next(.get, "/v1/messages", .answer(.failure(status, "no")))
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(taken(scene).count == 1)
            #expect(scene.journal.lastHeard != heard)
        }
    }

    @Test func `a Webex that is down while rooms are read leaves the gap open`() async throws {
        try await Self.play { scene in
            await scene.look()
            try scene.sandbox.say("help", as: Self.alice)
            scene.sandbox.faults.next(.get, "/v1/messages", times: 4, .answer(.failure(.badGateway, "no")))
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(taken(scene).isEmpty)
            #expect(scene.journal.lastHeard == heard)
        }
    }

    @Test func `more rooms than are read at the same time are all read`() async throws {
        let emails = (0...CatchUp.width).map { "p\($0)@example.com" }
        let people = emails.map { #"{ "email": "\#($0)", "name": "P" }"# }.joined(separator: ",")
        let company = """
            {
              "organization": "Example Orchard", "site": "example.webex.com",
              "bot": { "email": "steward@webex.bot", "name": "Steward", "token": "sandbox-bot-token" },
              "integration": { "name": "Steward", "clientId": "sandbox-client", "clientSecret": "sandbox-secret" },
              "people": [\(people)], "meetings": []
            }
            """
        try await Self.play(company: company) { scene in
            await scene.look()
            let ids = try emails.map { try scene.sandbox.say("help", as: $0) }
            await scene.look()
            #expect(Set(taken(scene)) == Set(ids))
        }
    }

    @Test func `once the transport has stopped no further room is read`() async throws {
        let stop: @Sendable (TransportState) -> Duration = { transport in
            transport.set(.stopped)
            return .seconds(900)
        }
        try await Self.play(longest: stop) { scene in
            await scene.look()
            try scene.sandbox.say("help", as: Self.alice)
            let heard = scene.journal.lastHeard
            await scene.look()
            #expect(!scene.sandbox.requests.contains { $0.path.hasPrefix("/v1/messages") })
            #expect(scene.journal.lastHeard == heard)
        }
    }

    @Test func `whose answer failed before the gap is asked for the button all the same`() async throws {
        try await Self.play { scene in
            let form = try await scene.formForAlice()
            let failed = scene.live("failed")
            #expect(await scene.queue.take(failed, at: scene.time.date) == .accepted)
            try await scene.later(.seconds(150))
            await scene.look()
            try await scene.later(.seconds(60))
            try scene.sandbox.submit(["command_keyword": "rec"], on: form, as: Self.alice)
            await scene.look()
            #expect(scene.asked.count == 1)
            #expect(scene.journal.openEvent(failed.id) != nil)
        }
    }
}
