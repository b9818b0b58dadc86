import TestSupport
import Testing

/// Whatever Webex does, and whenever: everybody has one answer, and `docs/faults.md` says which.
@Suite(.timeLimit(.minutes(2))) struct FaultTests {
    /// How often something happens: once, or for as long as somebody waits for an answer.
    private static func times(_ call: FaultyCall) -> [Int] { [1, call == .reply ? 4 : .max] }

    @Test(arguments: FaultTables.Phase.allCases)
    func `the tables have a column for every call and a row for everything that can happen`(
        phase: FaultTables.Phase
    ) throws {
        let tables = try FaultTables()
        #expect(tables.columns(phase) == phase.calls.map(\.rawValue))
        for misbehaviour in Misbehaviour.allCases {
            #expect(tables.cells(misbehaviour, phase).count == phase.calls.count, "\(misbehaviour)")
        }
    }

    @Test(arguments: Misbehaviour.allCases, FaultTables.Phase.connecting.calls)
    func `the bot gets there in the end`(misbehaviour: Misbehaviour, call: FaultyCall) async throws {
        let calls = FaultTables.Phase.connecting.calls
        let cells = try FaultTables().cells(misbehaviour, .connecting)
        let documented = zip(calls, cells).first { $0.0 == call }?.1
        guard call.canMeet(misbehaviour) else { return #expect(documented == "–") }
        try await FaultyBench.run(misbehaviour, first: call) { bench async throws in
            #expect(try await bench.isInOrder())
            #expect(documented == "connects")
        }
    }

    @Test(arguments: Misbehaviour.allCases)
    func `who authorizes the bot reads what has become of it, and nothing is broken`(
        misbehaviour: Misbehaviour
    ) async throws {
        try await FaultyBench.run(misbehaviour) { bench async throws in
            var observed: [String] = []
            for call in FaultTables.Phase.authorizing.calls {
                var words: [String] = []
                for times in Self.times(call) {
                    words.append(try await bench.authorization(meetingAt: call, times: times))
                }
                observed.append(words.joined(separator: " / "))
            }
            #expect(try await bench.isInOrder())
            try Self.compare(observed, with: misbehaviour, .authorizing)
        }
    }

    @Test(arguments: Misbehaviour.allCases, [FaultTables.Phase.reading, .lookingUp, .replying])
    func `who asks has one answer`(misbehaviour: Misbehaviour, phase: FaultTables.Phase) async throws {
        try await FaultyBench.run(misbehaviour) { bench async throws in
            var observed: [String] = []
            for call in phase.calls {
                var words: [String] = []
                for times in Self.times(call) {
                    words.append(try await bench.request(meetingAt: call, times: times))
                }
                observed.append(words.joined(separator: " / "))
            }
            try Self.compare(observed, with: misbehaviour, phase)
        }
    }

    private static func compare(
        _ observed: [String], with misbehaviour: Misbehaviour, _ phase: FaultTables.Phase
    ) throws {
        let documented = try FaultTables().cells(misbehaviour, phase)
        #expect(
            observed == documented,
            "to be written down: \(phase.rawValue) | \(misbehaviour.rawValue) | \(observed.joined(separator: " | ")) |")
    }
}
