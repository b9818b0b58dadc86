import Glibc
@testable import Service
import Testing
import TestSupport
import UnixSignals

@Suite(.timeLimit(.minutes(1))) struct StopSignalsTests {
    @Test func `the first signal begins the stop, and each is answered in the log`() async throws {
        let log = CapturedLog()
        let signals = await UnixSignalsSequence(trapping: .sigusr1)
        let (stops, continuation) = AsyncStream.makeStream(of: Void.self)
        let service = StopSignals(signals: signals, drain: .seconds(10), logger: log.logger) { continuation.yield() }
        try await withDeadline {
            try await service.heard {
                var lines = log.arriving.makeAsyncIterator()
                kill(getpid(), SIGUSR1)
                #expect(await lines.next() == "notice asked to stop: open requests are answered first")
                kill(getpid(), SIGUSR1)
                #expect(await lines.next() == "notice asked to stop again: open requests are still answered")
            }
        }
        continuation.finish()
        #expect(await stops.reduce(into: 0) { count, _ in count += 1 } == 1)
    }

    @Test func `without signals nothing is waited for`() async throws {
        try await withDeadline {
            try await StopSignals(signals: nil, drain: .zero, logger: .silent, stop: {}).heard {}
        }
    }
}
