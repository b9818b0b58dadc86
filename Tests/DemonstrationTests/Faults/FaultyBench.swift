import Demonstration
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import JSONTree
import Sandbox
import Service
import TestSupport

/// A whole bot whose Webex misbehaves in one way, where every wait is over at once.
struct FaultyBench: Sendable {
    private static let alice = "alice@example.com"
    /// Nothing is looked up in memory, or the misbehaviour would not be met.
    private static let settings =
        #"{"approved_domains": ["example.com"], "lookup_cache_seconds": 0, "requests_per_minute": 0}"#

    private let bench: Bench
    private let log: CapturedLog
    private let time: SkippingTime
    private let misbehaviour: Misbehaviour

    /// - Parameters:
    ///   - misbehaviour: What Webex does when it is told to.
    ///   - first: A call that it happens to a few times before anything else.
    ///   - use: Gets the bench, connected and authorized.
    /// - Throws: What `use` throws, and `DeadlinePassed`.
    static func run(
        _ misbehaviour: Misbehaviour, first: FaultyCall? = nil,
        _ use: @escaping @Sendable (FaultyBench) async throws -> Void
    ) async throws {
        let (time, log) = (SkippingTime(), CapturedLog())
        var serviceTime = ServiceTime()
        serviceTime.clock = time
        serviceTime.now = { time.date }
        serviceTime.callDeadline = misbehaviour.callDeadline
        try await Bench.run(
            settings: settings, time: serviceTime, logger: log.logger,
            before: { sandbox in
                guard let first else { return }
                sandbox.faults.next(
                    first.method, first.path, times: misbehaviour.few, misbehaviour.fault(at: time.date))
            }, limit: .seconds(90)
        ) { bench async throws in
            try await use(FaultyBench(bench: bench, log: log, time: time, misbehaviour: misbehaviour))
        }
    }

    /// What comes of a request whose `call` is met by the misbehaviour.
    ///
    /// - Parameters:
    ///   - call: What it happens to.
    ///   - times: How often.
    /// - Returns: The word of `docs/faults.md` for it.
    /// - Throws: `SandboxError`.
    func request(meetingAt call: FaultyCall, times: Int) async throws -> String {
        if call == .cardAction { try await handled { try $0.say("help", as: Self.alice) } }
        // Everybody is looked at anew.
        if call == .person { try await time.sleep(for: .seconds(25 * 3600)) }
        let before = bench.sandbox.written(to: Self.alice).count
        bench.sandbox.faults.next(call.method, call.path, times: times, misbehaviour.fault(at: time.date))
        try await handled { try Self.ask(for: call, $0) }
        try await recover()
        // Answered behind everything that is still to come.
        try await handled { try $0.say("language", as: Self.alice) }
        let answers = bench.sandbox.written(to: Self.alice).dropFirst(before).dropLast()
        guard let answer = answers.first else { return "later" }
        return answers.count > 1 ? "\(answers.count) answers" : Self.word(for: answer)
    }

    /// What comes of an authorization whose `call` is met by the misbehaviour.
    func authorization(meetingAt call: FaultyCall, times: Int) async throws -> String {
        bench.sandbox.faults.next(call.method, call.path, times: times, misbehaviour.fault(at: time.date))
        let answer = try await bench.demo.authorize(as: "clara@example.com")
        try await recover()
        if answer.status == .seeOther { return "authorized" }
        let page = String(decoding: answer.body, as: UTF8.self)
        let isReadable = page.contains("<h1>") && page.contains("Nothing was changed")
        return isReadable ? "page" : "\(answer.status.code)"
    }

    /// Whether somebody is answered as if nothing had happened.
    func isInOrder() async throws -> Bool {
        try await handled { try $0.say("rec 2551 234 5678", as: Self.alice) }
        return bench.sandbox.written(to: Self.alice).last.map(Self.word) == "right"
    }

    /// Webex behaves again, and no pause that it asked for goes on.
    private func recover() async throws {
        bench.sandbox.faults.clear()
        try await time.sleep(for: .seconds(3 * 3600))
    }

    /// Returns when the bot is done with what `action` asks of it.
    private func handled(_ action: (WebexSandbox) throws -> Void) async throws {
        try action(bench.sandbox)
        for await line in log.arriving {
            if ["info answered", "warning a request is not answered yet"].contains(line) { return }
        }
        throw DeadlinePassed()
    }

    private static func ask(for call: FaultyCall, _ sandbox: WebexSandbox) throws {
        switch call {
        case .cardAction:
            guard let form = sandbox.written(to: alice).last(where: { $0.card != nil }) else { throw DeadlinePassed() }
            try sandbox.submit(
                ["command_keyword": "rec", "meeting_number": "25512345678"], on: form.id, as: alice)
        case .message, .reply: try sandbox.say("help", as: alice)
        default: try sandbox.say("rec 2551 234 5678", as: alice)
        }
    }

    private static func word(for answer: BotMessage) -> String {
        let text = "\(answer.markdown ?? "") \(answer.card?.text ?? "")"
        if text.contains("/files/video/") || text.contains("meeting_number") { return "right" }
        let isHonest = ["not answering", "asked me to slow down", "again"].contains { text.contains($0) }
        return isHonest ? "apology" : text
    }
}
