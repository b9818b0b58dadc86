import Recordings
import Sandbox
import Synchronization
import TestSupport
import Testing
import WebexAPI

@testable import Conversation

@Suite struct ProgressNoticeTests {
    /// What was done, in the order in which it was.
    private final class Steps: Sendable {
        private let list = Mutex<[String]>([])
        func add(_ step: String) { list.withLock { $0.append(step) } }
        var all: [String] { list.withLock { $0 } }
    }

    private func notice(_ clock: ManualClock, _ steps: Steps, said: MessageID? = MessageID("M1")) -> ProgressNotice {
        ProgressNotice(
            clock: clock,
            say: {
                steps.add("say")
                return said
            }, takeBack: { steps.add("take back \($0)") })
    }

    @Test func `what is found at once needs no notice`() async {
        let steps = Steps()
        let result = await notice(ManualClock(), steps).during({ 7 }, use: { $0 + 1 })
        #expect(result == 8)
        #expect(steps.all.isEmpty)
    }

    @Test func `after two seconds something is said, and taken back behind the answer`() async throws {
        let (clock, steps) = (ManualClock(), Steps())
        let (said, saying) = AsyncStream.makeStream(of: Void.self)
        let notice = ProgressNotice(
            clock: clock,
            say: {
                steps.add("say")
                saying.finish()
                return MessageID("M1")
            }, takeBack: { steps.add("take back \($0)") })
        async let result = notice.during(
            {
                for await _ in said {}
                return 7
            },
            use: { found in
                steps.add("use")
                return found
            })
        #expect(await clock.advanceToNextWakeup() == .seconds(2))
        #expect(await result == 7)
        #expect(steps.all == ["say", "use", "take back M1"])
    }

    @Test func `nothing is taken back when nothing could be said`() async throws {
        let (clock, steps) = (ManualClock(), Steps())
        let (said, saying) = AsyncStream.makeStream(of: Void.self)
        let notice = ProgressNotice(
            clock: clock,
            say: {
                saying.finish()
                return nil
            }, takeBack: { steps.add("take back \($0)") })
        async let result = notice.during({ for await _ in said {} }, use: { steps.add("use") })
        await clock.advanceToNextWakeup()
        _ = await result
        #expect(steps.all == ["use"])
    }

    @Test func `a look-up that takes long is announced, and the announcement goes with the answer`() async throws {
        let clock = ManualClock()
        let (looked, looking) = AsyncStream.makeStream(of: Void.self)
        let token: @Sendable () async throws -> Secret = {
            for await _ in looked {}
            throw WebexError(.unauthorized, operation: "grant", message: "none")
        }
        try await Desk.open(token: token, clock: clock) { desk async throws in
            let replies = try desk.sandbox.replies(for: "alice@example.com")
            async let outcome = desk.ask("rec \(Desk.number)")
            await clock.advanceToNextWakeup()
            let notice = await replies.first { _ in true }
            #expect(notice?.markdown?.hasSuffix("…") == true)
            looking.finish()
            #expect(try await outcome.messages.count == 1)
            #expect(try await !outcome.text.contains("…"))
        }
    }
}
