import Testing

@testable import Intake

/// When it is looked whether anything is missing.
struct RhythmTests {
    @Test func `a look that fails is repeated ever more seldom, and one that succeeds after a minute`() {
        var rhythm = CatchUp.Rhythm()
        /// How many pulses pass until the next look.
        func wait() -> Int { (1...20).first { _ in rhythm.isDue(over: 1) } ?? 0 }
        #expect(wait() == 1)
        let waits = (1...6).map { _ in
            rhythm.note(isCaughtUp: false)
            return wait()
        }
        #expect(waits == [1, 2, 4, 8, 12, 12])
        rhythm.note(isCaughtUp: true)
        #expect(wait() == 12)
        rhythm.note(isCaughtUp: true)
        let isDueAfterReconnecting = rhythm.isDue(over: 2)
        #expect(isDueAfterReconnecting)
    }
}
