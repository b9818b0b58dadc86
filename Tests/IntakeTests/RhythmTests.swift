import FoundationEssentials
import Testing

@testable import Intake

/// When it is looked whether anything is missing, counted in pulses.
struct RhythmTests {
    private var rhythm = CatchUp.Rhythm()
    private var connection = TransportState.Connection(number: 1, confirmed: .distantPast)

    /// How many pulses pass until the next look.
    private mutating func wait() -> Int? { (1...20).first { _ in rhythm.isDue(over: connection) } }

    @Test mutating func `a look that fails is repeated ever more seldom`() {
        #expect(wait() == 1)
        for pulses in [1, 2, 4, 8, 12, 12] {
            rhythm.note(isCaughtUp: false)
            #expect(wait() == pulses)
        }
    }

    @Test mutating func `a look that succeeds is repeated after a minute`() {
        #expect(wait() == 1)
        rhythm.note(isCaughtUp: true)
        #expect(wait() == 12)
    }

    @Test mutating func `another connection is looked at at once`() {
        #expect(wait() == 1)
        rhythm.note(isCaughtUp: true)
        connection.number = 2
        #expect(wait() == 1)
    }

    @Test mutating func `a loss is looked at at once, and those of the next minute after it`() {
        #expect(wait() == 1)
        for pulses in [1, 12, 12] {
            rhythm.note(isCaughtUp: true)
            connection.losses += 1
            #expect(wait() == pulses)
        }
    }
}
