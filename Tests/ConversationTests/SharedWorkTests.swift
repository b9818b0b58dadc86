import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Conversation

@Suite struct SharedWorkTests {
    private struct Failed: Error {}

    /// Work that counts how often it was begun and cancelled, and ends when it is told how.
    private final class Work: Sendable {
        private let state = Mutex((begun: 0, cancelled: 0))
        private let (ends, end) = AsyncStream.makeStream(of: Result<Int, Failed>.self)

        var begun: Int { state.withLock(\.begun) }
        var cancelled: Int { state.withLock(\.cancelled) }

        func end(_ result: Result<Int, Failed>) { end.yield(result) }

        func callAsFunction() async throws -> Int {
            state.withLock { $0.begun += 1 }
            for await result in ends { return try result.get() }
            state.withLock { $0.cancelled += 1 }
            throw CancellationError()
        }
    }

    private static func waiting(_ shared: SharedWork<String, Int>) async -> Int {
        await shared.running["a"]?.waiting.withLock { $0 } ?? 0
    }

    /// Returns once so many wait for the work.
    private static func wait(for count: Int, _ shared: SharedWork<String, Int>) async {
        while await waiting(shared) != count { await Task.yield() }
    }

    /// The time that tests set.
    private final class Time: Sendable {
        private let offset = Mutex<TimeInterval>(0)
        var now: Date { LookupBench.now.addingTimeInterval(offset.withLock { $0 }) }
        func advance(to seconds: TimeInterval) { offset.withLock { $0 = seconds } }
    }

    private let time = Time()
    private let work = Work()
    private let shared: SharedWork<String, Int>

    init() { shared = SharedWork(capacity: 2) { [time] in time.now } }

    private func value(_ key: String = "a", noOlderThan age: Duration = .zero) async throws -> Int {
        try await shared.value(for: key, noOlderThan: age) { [work] in try await work() }
    }

    @Test func `equal work under way is done once, also when nothing is kept`() async throws {
        try await withDeadline { () async throws in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 { group.addTask { try await value() } }
                await Self.wait(for: 50, shared)
                work.end(.success(7))
                for try await value in group { #expect(value == 7) }
            }
            #expect(work.begun == 1)
            work.end(.success(8))
            #expect(try await value() == 8)
        }
    }

    @Test func `other work is work of its own`() async throws {
        try await withDeadline { () async throws in
            work.end(.success(1))
            work.end(.success(2))
            #expect(try await value("a", noOlderThan: .seconds(60)) == 1)
            #expect(try await value("b", noOlderThan: .seconds(60)) == 2)
        }
    }

    @Test func `a result serves others until it is too old for them`() async throws {
        try await withDeadline { () async throws in
            work.end(.success(1))
            #expect(try await value(noOlderThan: .seconds(60)) == 1)
            time.advance(to: 59)
            #expect(try await value(noOlderThan: .seconds(60)) == 1)
            work.end(.success(2))
            time.advance(to: 60)
            #expect(try await value(noOlderThan: .seconds(60)) == 2)
        }
    }

    @Test func `whoever wants it new gets it new`() async throws {
        try await withDeadline { () async throws in
            work.end(.success(1))
            #expect(try await value(noOlderThan: .seconds(60)) == 1)
            work.end(.success(2))
            #expect(try await value(noOlderThan: .zero) == 2)
        }
    }

    @Test func `a clock that was set back makes nothing young`() async throws {
        try await withDeadline { () async throws in
            work.end(.success(1))
            #expect(try await value(noOlderThan: .seconds(60)) == 1)
            time.advance(to: -3_600)
            work.end(.success(2))
            #expect(try await value(noOlderThan: .seconds(60)) == 2)
        }
    }

    @Test func `an error goes to all who wait and is not kept`() async throws {
        try await withDeadline { () async throws in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<3 { group.addTask { (try? await value(noOlderThan: .seconds(60))) == nil } }
                await Self.wait(for: 3, shared)
                work.end(.failure(Failed()))
                for await hasFailed in group { #expect(hasFailed) }
            }
            work.end(.success(1))
            #expect(try await value(noOlderThan: .seconds(60)) == 1)
        }
    }

    @Test func `one who is cancelled leaves the others undisturbed`() async throws {
        try await withDeadline { () async throws in
            try await withThrowingTaskGroup(of: Int.self) { patient in
                patient.addTask { try await value() }
                await Self.wait(for: 1, shared)
                try await withThrowingTaskGroup(of: Int.self) { impatient in
                    impatient.addTask { try await value() }
                    await Self.wait(for: 2, shared)
                    impatient.cancelAll()
                    await Self.wait(for: 1, shared)
                    work.end(.success(7))
                    guard case .failure(let error) = await impatient.nextResult() else { throw MissingAnswer() }
                    #expect(error is CancellationError)
                }
                #expect(try await patient.next() == 7)
            }
            #expect(work.cancelled == 0)
        }
    }

    @Test func `work that nobody waits for any more is cancelled, and done anew for the next`() async throws {
        try await withDeadline { () async throws in
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 { group.addTask { (try? await value()) == nil } }
                await Self.wait(for: 2, shared)
                group.cancelAll()
                for await isCancelled in group { #expect(isCancelled) }
            }
            #expect(work.cancelled == 1)
            let next = Work()
            next.end(.success(3))
            #expect(try await shared.value(for: "a", noOlderThan: .zero) { try await next() } == 3)
        }
    }

    @Test func `of more results than are kept the oldest make room`() async throws {
        try await withDeadline { () async throws in
            for (index, key) in ["a", "b", "c"].enumerated() {
                time.advance(to: Double(index))
                work.end(.success(index))
                #expect(try await value(key, noOlderThan: .seconds(60)) == index)
            }
            #expect(try await value("c", noOlderThan: .seconds(60)) == 2)
            #expect(try await value("b", noOlderThan: .seconds(60)) == 1)
            work.end(.success(9))
            #expect(try await value("a", noOlderThan: .seconds(60)) == 9)
        }
    }
}
