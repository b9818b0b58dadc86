import HTTPTypes
import JSONTree
import Testing

@testable import Sandbox

@Suite(.timeLimit(.minutes(1))) struct `Round trips` {
    private static func steps(_ calls: (name: String, began: Int, ended: Int?)...) -> [[String]] {
        let entries = calls.map { call in
            RequestLog.Entry(
                request: RecordedRequest(method: .get, path: call.name, query: [:], caller: nil), began: call.began,
                ended: call.ended)
        }
        return RoundTrips(entries).steps.map { $0.map(\.path) }
    }

    @Test func `are none without a call`() {
        #expect(Self.steps().isEmpty)
    }

    @Test func `count calls under way side by side as one`() {
        #expect(Self.steps(("a", 1, 4), ("b", 2, 5), ("c", 3, 6)) == [["a", "b", "c"]])
    }

    @Test func `count calls that waited for each other one by one`() {
        #expect(Self.steps(("a", 1, 2), ("b", 3, 4), ("c", 5, nil)) == [["a"], ["b"], ["c"]])
    }

    @Test func `begin anew after the first answer, not the last`() {
        #expect(Self.steps(("a", 1, 3), ("slow", 2, 9), ("b", 4, 6), ("c", 5, 7)) == [["a", "slow"], ["b", "c"]])
    }

    @Test func `are counted while somebody calls`() async throws {
        try await LiveSandbox.with { live in
            let (api, bot) = (live.sandbox.apiURL, live.sandbox.botToken)
            let trips = try await live.sandbox.roundTrips {
                for width in [1, 8, 3] {
                    try await withThrowingTaskGroup(of: Int.self) { group in
                        for _ in 0..<width {
                            group.addTask { try await live.send(.get, "\(api)/people/me", bot).status }
                        }
                        for try await status in group { #expect(status == 200) }
                    }
                }
            }
            #expect(trips.steps.map(\.count) == [1, 8, 3])
            #expect(trips.calls.allSatisfy { $0.caller == "steward@webex.bot" })
            #expect(live.sandbox.pace == .immediate)
        }
    }

    @Test func `take as long as the pace says`() async throws {
        let clock = ContinuousClock()
        let pacemaker = Pacemaker(clock: clock)
        for pace in [Pace.latency(.milliseconds(30)), .rounds(quiet: .milliseconds(30))] {
            pacemaker.pace = pace
            #expect(await clock.measure { await pacemaker.pass() } >= .milliseconds(30), "\(pace)")
        }
    }
}
