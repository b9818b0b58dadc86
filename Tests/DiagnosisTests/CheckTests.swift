@testable import Diagnosis
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1))) struct CheckTests {
    private let late = Finding(.hostSilent, "it does not answer")
    private let found = Finding(.hostReached, "it answers")

    @Test func `a look that is in time tells what it has found`() async {
        let check = Check(late: late) { [found] in [found] }
        #expect(await check.findings(within: .seconds(3600), on: ManualClock()) == [found])
    }

    @Test func `a look that hears of no cancellation is left behind when its time is over`() async {
        let (end, ended) = AsyncStream.makeStream(of: Void.self)
        let look = Task { for await _ in end {} }
        let clock = ManualClock()
        let check = Check(late: late) { [found] in
            // The task of somebody else goes on, whatever becomes of whoever awaits it.
            await look.value
            return [found]
        }
        async let findings = check.findings(within: .seconds(12), on: clock)
        #expect(await clock.advanceToNextWakeup() == .seconds(12))
        #expect(await findings == [late])
        ended.finish()
        await look.value
    }

    @Test func `whoever no longer waits gets nothing`() async {
        let (end, ended) = AsyncStream.makeStream(of: Void.self)
        let look = Task { for await _ in end {} }
        let check = Check(late: late) { [found] in
            await look.value
            return [found]
        }
        let waiting = Task { await check.findings(within: .seconds(3600), on: ManualClock()) }
        waiting.cancel()
        #expect(await waiting.value.isEmpty)
        ended.finish()
        await look.value
    }
}
