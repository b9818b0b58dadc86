import Testing

@testable import Intake

@Suite struct TallyTests {
    @Test func `the log hears of the first at once, and then now and then of how many`() {
        let counts = Tally<DeliveryOutcome>(pause: .seconds(10))
        let start = ContinuousClock.now
        #expect(counts.add(.forged, at: start) == 1)
        for second in 1...9 { #expect(counts.add(.forged, at: start + .seconds(second)) == nil) }
        #expect(counts.add(.unsigned, at: start + .seconds(9)) == 1)
        #expect(counts.add(.forged, at: start + .seconds(10)) == 10)
        #expect(counts[.forged] == 11)
        #expect(counts[.accepted] == 0)
    }
}
