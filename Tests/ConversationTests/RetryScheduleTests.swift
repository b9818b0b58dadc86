import TestSupport
import Testing
import WebexAPI

@testable import Conversation

@Suite struct RetryScheduleTests {
    private func error(_ code: WebexError.Code) -> WebexError {
        WebexError(code, operation: "POST /messages", message: "")
    }

    private func delays(_ code: WebexError.Code, jitter: Double = 0) -> [Duration] {
        var schedule = RetrySchedule()
        var delays: [Duration] = []
        while let delay = schedule.delay(after: error(code), jitter: jitter) { delays.append(delay) }
        return delays
    }

    @Test func `a Webex that fails is asked ever more seldom, for half an hour`() {
        let delays = delays(.unavailable(status: 503))
        #expect(Array(delays.prefix(7)) == [1, 2, 4, 8, 16, 32, 60].map { Duration.seconds($0) })
        #expect(delays.dropFirst(6).allSatisfy { $0 == .seconds(60) })
        let sum = delays.reduce(.zero, +)
        #expect(sum > .seconds(1700) && sum <= RetrySchedule.longest)
    }

    @Test func `a wait that Webex asks for is kept to the second, or longer`() {
        for jitter in [0, 0.5, 1] {
            let delays = delays(.throttled(retryAfter: .seconds(300)), jitter: jitter)
            #expect(delays.allSatisfy { $0 >= .seconds(300) && $0 <= .seconds(360) })
            #expect(!delays.isEmpty)
        }
    }

    @Test func `a wait beyond half an hour is not begun`() {
        #expect(delays(.throttled(retryAfter: .seconds(3600))).isEmpty)
    }

    @Test(arguments: [WebexError.Code.forbidden, .notFound, .rejected(status: 400), .unauthorized])
    func `a no is not asked about twice`(code: WebexError.Code) {
        #expect(delays(code).isEmpty)
    }

    @Test func `an answer that waits for Webex keeps nobody from working`() async throws {
        let (places, clock) = (WorkPlaces(1), ManualClock())
        let persistence = Persistence(clock: clock, places: places, logger: .silent)
        let (done, sink) = AsyncStream.makeStream(of: Void.self)
        try await withDeadline {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await places.occupy {
                        try? await persistence.untilDone {
                            sink.yield()
                            throw WebexError(.throttled(retryAfter: .seconds(600)), operation: "POST", message: "")
                        }
                    }
                }
                for await _ in done { break }
                // Gets the only place while the first one waits for ten minutes.
                await places.occupy {}
                group.cancelAll()
            }
        }
    }
}
