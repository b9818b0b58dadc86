import FoundationEssentials
import Testing

@testable import Grants

@Suite struct OutstandingStatesTests {
    private let start = ManualTime.start

    /// Adds `states` at the start, and tells which of `attempts` succeed in this order.
    private func redeem(_ attempts: [String], of states: [String], after age: TimeInterval = 1) -> [Bool] {
        var outstanding = OutstandingStates()
        for state in states { outstanding.add(state, at: start) }
        return attempts.map { outstanding.redeem($0, at: start + age) }
    }

    @Test func `a state is good once`() {
        #expect(redeem(["one", "one"], of: ["one"]) == [true, false])
    }

    @Test func `a state that was never given out is not good, and trying it harms no other`() {
        #expect(redeem(["two", "", "one"], of: ["one"]) == [false, false, true])
    }

    @Test(arguments: [(599.9, true), (600, false), (3600, false)])
    func `a state is good for ten minutes`(age: TimeInterval, isGood: Bool) {
        #expect(redeem(["one"], of: ["one"], after: age) == [isGood])
    }

    @Test func `only so many are remembered, and the oldest make room`() {
        var states = OutstandingStates()
        for index in 0...OutstandingStates.maximumCount { states.add("\(index)", at: start + Double(index) / 10) }
        let outcome = ["0", "1", "\(OutstandingStates.maximumCount)"].map { states.redeem($0, at: start + 100) }
        #expect(outcome == [false, true, true])
    }
}
