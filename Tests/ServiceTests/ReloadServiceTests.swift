import Glibc
@testable import Service
import ServiceLifecycle
import Testing
import TestSupport
import UnixSignals

@Suite(.timeLimit(.minutes(1))) struct ReloadServiceTests {
    @Test func `each hang-up asks for a reading and ends nothing, until shutdown`() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        let (readings, continuation) = AsyncStream.makeStream(of: Void.self)
        let service = ReloadService(signals: signals, logger: .silent) {
            continuation.yield()
            return ReloadSummary(settings: .unchanged)
        }
        let group = ServiceGroup(services: [service], logger: .silent)
        try await withDeadline {
            async let end: Void = group.run()
            var iterator = readings.makeAsyncIterator()
            for _ in 0..<3 {
                kill(getpid(), SIGHUP)
                await iterator.next()
            }
            await group.triggerGracefulShutdown()
            try await end
        }
    }
}
