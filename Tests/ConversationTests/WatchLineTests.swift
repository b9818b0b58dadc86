import Conversation
import FoundationEssentials
import HTTPTypes
import JSONTree
import Journal
import Recordings
import Sandbox
import Synchronization
import TestSupport
import Testing
import WebConnections
import WebexAPI

/// Answers to somebody who waits, beside the other things that the same person does.
@Suite(.timeLimit(.minutes(1))) struct WatchLineTests {
    private static let alice = "alice@example.com"
    private static let settings = #"{"approved_domains": ["example.com"], "lookup_cache_seconds": 0}"#
    private static let badGateway = Faults.Fault.answer(.failure(.badGateway, "no"))

    /// Alice waits for a meeting whose recordings are there, and take one message.
    private static func open(
        deadline: Duration = .seconds(15), _ use: @escaping @Sendable (Desk, Watch, SkippingTime) async throws -> Void
    ) async throws {
        let time = SkippingTime()
        try await Desk.open(settings: settings, time: time, deadline: deadline) { desk async throws in
            try await use(desk, try await desk.beginWatch(at: time.date), time)
        }
    }

    /// How many of Alice's messages tell of recordings, and how many are the help.
    private static func written(_ desk: Desk) -> (told: Int, helped: Int) {
        let messages = desk.sandbox.written(to: alice)
        let told = messages.count { $0.card?.text.contains("/files/video/") == true }
        return (told, messages.count - told)
    }

    @Test func `whoever asks while being told gets both answers, each once, whatever happens to them`() async throws {
        try await Self.open(deadline: .milliseconds(500)) { desk, _, _ async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", .loseAnswer(after: .seconds(20)))
            desk.sandbox.faults.next(.post, "/v1/messages", Self.badGateway)
            let replies = try desk.sandbox.replies(for: Self.alice)
            async let look: Void = desk.watches.look()
            for await _ in replies { break }
            try await desk.dispatch("help")
            try await look
            #expect(try await desk.lookAgain().messages.isEmpty)
            #expect(Self.written(desk) == (told: 1, helped: 1))
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test func `an answer of which nobody knows is not taken for that of somebody who asked before it`() async throws {
        try await Self.open { desk, watch, _ async throws in
            let question = try desk.sandbox.say("help", as: Self.alice)
            desk.sandbox.faults.next(.post, "/v1/messages", .handleAndHangUp)
            desk.sandbox.faults.next(.get, "/v1/messages/direct", times: .max, Self.badGateway)
            #expect(try await desk.lookAgain().messages.count == 1)
            #expect(desk.journal.answer(to: watch)?.progress.sent == [])
            desk.sandbox.faults.clear()

            desk.sandbox.faults.next(.post, "/v1/messages", Self.badGateway)
            #expect(try await desk.handle(.message, question, from: Self.alice).messages.count == 1)
            #expect(try await desk.lookAgain().messages.isEmpty)
            #expect(Self.written(desk) == (told: 1, helped: 1))
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test(arguments: [(HTTPResponse.Status.badRequest, 1), (.badGateway, 0)])
    func `whoever asks is answered where the room is never shown, and not before it may be`(
        status: HTTPResponse.Status, helped: Int
    ) async throws {
        try await Self.open { desk, watch, time async throws in
            try await desk.journal.beginAnswer(to: watch, messages: 1, isDecided: true, at: time.date)
            desk.sandbox.faults.next(.get, "/v1/messages/direct", times: .max, .answer(.failure(status, "no")))
            try await desk.dispatch("help")
            #expect(Self.written(desk) == (told: 0, helped: helped))
        }
    }

    @Test func `an answer that Webex goes on putting off makes nobody wait for long`() async throws {
        try await Self.open { desk, _, time async throws in
            desk.sandbox.faults.next(.post, "/v1/messages", times: .max, Self.badGateway)
            let start = time.now
            #expect(try await desk.lookAgain().messages.isEmpty)
            #expect(start.duration(to: time.now) < .seconds(60))
        }
    }

    @Test(arguments: [HTTPResponse.Status.badRequest, .badGateway])
    func `somebody who can never be told is not tried for ever`(status: HTTPResponse.Status) async throws {
        try await Self.open { desk, watch, time async throws in
            let log = CapturedLog()
            let rounds = WatchRounds(desk.parts, clock: time, now: { time.date }, logger: log.logger)
            let lost = "error somebody who waits for a recording could not be told, and is no longer tried"
            desk.sandbox.faults.next(.post, "/v1/messages", times: .max, .answer(.failure(status, "no")))
            try await time.sleep(for: .seconds(47 * 3600))
            try await rounds.look()
            #expect(desk.journal.watches == [watch] && !log.lines.contains(lost))
            try await time.sleep(for: .seconds(3600))
            try await rounds.look()
            #expect(desk.journal.watches.isEmpty && log.lines.contains(lost))
        }
    }

    @Test func `somebody of whom Webex never says who it is is not looked for for ever`() async throws {
        try await Self.open { desk, _, time async throws in
            desk.sandbox.faults.next(.get, "/v1/people", times: .max, .answer(.failure(.badRequest, "no")))
            try await time.sleep(for: .seconds(48 * 3600))
            _ = try await desk.lookAgain()
            #expect(desk.journal.watches.isEmpty)
        }
    }

    @Test(arguments: ["/v1/people", "/v1/meetings"])
    func `what becomes of the calls to Webex is logged with the watch`(path: String) async throws {
        try await Self.open { desk, _, time async throws in
            let log = CapturedLog()
            desk.sandbox.faults.next(.get, path, Self.badGateway)
            try await WatchRounds(desk.parts, clock: time, now: { time.date }, logger: log.logger).look()
            #expect(log.lines.contains("warning Webex is asked again later"))
        }
    }

    @Test func `a watch that ends while it is looked for is not told`() async throws {
        let time = SkippingTime()
        let ending = Mutex<(desk: Desk, watch: Watch)?>(nil)
        let token = { @Sendable () async throws -> Secret in
            let (desk, watch) = try #require(ending.withLock { $0 })
            try await desk.journal.end(watch)
            return Secret(try desk.sandbox.token(for: "clara@example.com"))
        }
        try await Desk.open(
            settings: Self.settings, token: token, now: { time.date }, clock: time, callClock: time
        ) { desk async throws in
            let watch = try await desk.beginWatch(at: time.date)
            ending.withLock { $0 = (desk, watch) }
            let outcome = try await desk.lookAgain()
            #expect(desk.journal.watches.isEmpty)
            #expect(outcome.messages.isEmpty && outcome.audit.isEmpty)
        }
    }

    @Test func `what cannot be noted down is left to the next round`() async throws {
        let time = SkippingTime()
        try await Desk.open(settings: Self.settings, auditLog: "/dev/full", now: { time.date }, clock: time) {
            desk async throws in
            let watch = try await desk.beginWatch(at: time.date)
            #expect(try await desk.lookAgain().messages.isEmpty)
            #expect(desk.journal.watches == [watch])
        }
    }
}
