import Conversation
import FoundationEssentials
import Journal
import Recordings
import Synchronization
import TemporaryFolders
import TestSupport
import Testing

@testable import Service

@Suite(.timeLimit(.minutes(1))) struct EventAnsweringTests {
    private let start = Date(timeIntervalSince1970: 1_750_000_000)
    private let event = IncomingEvent(
        id: EventID("E1"), kind: .message, resource: "M1", actor: PersonID(publicID: "alice", key: "alice"))
    private let folder: TemporaryFolder
    private let journal: Journal
    private let laterTries = LaterTries(clock: ManualClock())

    init() throws {
        folder = try TemporaryFolder()
        journal = try Journal(folder("journal"), now: start)
    }

    /// Has the event handled once for each of `outcomes`, which say whether it is done with.
    ///
    /// - Returns: The attempts that the handler saw.
    private func attempts(_ outcomes: [Bool]) async -> [EventHandler.Attempt] {
        let attempts = Mutex<[EventHandler.Attempt]>([])
        for isDone in outcomes {
            let answering = EventAnswering(
                journal: journal, laterTries: laterTries, now: { [start] in start }, logger: .silent
            ) { _, attempt in
                attempts.withLock { $0.append(attempt) }
                return isDone
            }
            await answering.answer(event)
        }
        return attempts.withLock { $0 }
    }

    /// A day later the journal forgets the event when the next one comes.
    private func forgetEvent() {
        #expect(journal.remember(EventID("E2"), at: start.addingTimeInterval(24 * 3600 + 1)))
    }

    @Test func `what was not answered is handled again, and done with once it is`() async throws {
        #expect(try await journal.accept(event, at: start))
        #expect(await attempts([false, false]) == [.first, .further])
        #expect(journal.openEvent(event.id) != nil)
        #expect(await attempts([true]) == [.further])
        #expect(journal.openEvent(event.id) == nil && laterTries.attempt(at: event) == .first)
    }

    @Test func `what the journal has forgotten is given up without being handled`() async throws {
        #expect(try await journal.accept(event, at: start))
        #expect(await attempts([false]) == [.first])
        forgetEvent()
        #expect(await attempts([true]).isEmpty)
        #expect(laterTries.attempt(at: event) == .first)
    }

    @Test func `what the journal forgets while it is handled does not come back`() async throws {
        #expect(try await journal.accept(event, at: start))
        _ = await attempts([false])
        let answering = EventAnswering(
            journal: journal, laterTries: laterTries, now: { [start] in start }, logger: .silent
        ) { _, _ in
            forgetEvent()
            return false
        }
        await answering.answer(event)
        #expect(laterTries.attempt(at: event) == .first)
    }
}
