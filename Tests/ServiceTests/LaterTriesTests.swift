import Recordings
@testable import Service
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct LaterTriesTests {
    private let event = IncomingEvent(
        id: EventID("E1"), kind: .message, resource: "M1", actor: PersonID(publicID: "alice", key: "alice"))

    @Test func `what is left comes back ever more seldom, and no longer after a day`() async throws {
        let clock = ManualClock()
        let tries = LaterTries(clock: clock)
        let (returned, back) = AsyncStream.makeStream(of: IncomingEvent.self)
        try await withDeadline { [event] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await tries.run { back.yield($0) } }
                var pauses: [Duration] = []
                for _ in 1...LaterTries.most {
                    #expect(tries.leave(event))
                    pauses.append(await clock.advanceToNextWakeup())
                    for await one in returned {
                        #expect(one == event)
                        break
                    }
                }
                #expect(pauses.first == LaterTries.firstPause && pauses.last == LaterTries.longestPause)
                let all = pauses.reduce(.zero, +)
                // Each try, and the first one, may wait for half an hour itself; the journal remembers for a day.
                let whole = all + .seconds(1800) * (LaterTries.most + 1)
                #expect((.seconds(20 * 3600) ... .seconds(24 * 3600)).contains(whole), "\(whole)")
                #expect(!tries.leave(event))
                group.cancelAll()
            }
        }
    }

    @Test func `what was answered begins anew`() async throws {
        let clock = ManualClock()
        let tries = LaterTries(clock: clock)
        for _ in 1...LaterTries.most { _ = tries.leave(event) }
        tries.forget(event)
        #expect(tries.leave(event))
    }
}
