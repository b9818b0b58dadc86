import FoundationEssentials
import Intake
import Journal
import Recordings
import TemporaryFolders
import Testing

@Suite(.timeLimit(.minutes(1))) struct EventQueueTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func queue(unnoted: EventQueue.Unnoted = .accept) throws -> EventQueue {
        EventQueue(journal: try Journal(folder("journal"), now: Date()), unnoted: unnoted)
    }

    private func event(_ number: Int) -> IncomingEvent {
        IncomingEvent(
            id: EventID("E\(number)"), kind: .message, resource: "m\(number)",
            actor: PersonID(publicID: "alice", key: "alice"))
    }

    @Test func `events come out in the order in which they were taken on`() async throws {
        let queue = try queue()
        for number in 1...3 { #expect(await queue.take(event(number)) == .accepted) }
        queue.close()
        var ids: [String] = []
        for await event in queue.events { ids.append(event.id.text) }
        #expect(ids == ["E1", "E2", "E3"])
    }

    @Test func `an event is not taken on again after a restart, over whichever transport`() async throws {
        #expect(try await queue(unnoted: .accept).take(event(1)) == .accepted)
        #expect(try await queue(unnoted: .refuse).take(event(1)) == .repeated)
    }

    @Test func `what is on its way when the queue closes is still read`() async throws {
        let queue = try queue()
        let receptions = await withTaskGroup(of: EventQueue.Reception.self) { group in
            for number in 1...50 { group.addTask { await queue.take(event(number)) } }
            group.addTask {
                queue.close()
                return .closed
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var count = 0
        for await _ in queue.events { count += 1 }
        #expect(count == receptions.count { $0 == .accepted })
    }

    @Test func `what nobody brings again is handled even if it cannot be noted`() async throws {
        let queue = EventQueue(journal: try .full(), unnoted: .accept)
        guard case .notNoted = await queue.take(event(1)) else { return #expect(Bool(false), "it was noted") }
        queue.close()
        var count = 0
        for await _ in queue.events { count += 1 }
        #expect(count == 1)
    }

    @Test func `what was handled without a note is not handled again`() async throws {
        let queue = EventQueue(journal: try .full(), unnoted: .accept)
        guard case .notNoted = await queue.take(event(1)) else { return #expect(Bool(false), "it was noted") }
        #expect(await queue.take(event(1)) == .repeated)
    }

    @Test func `what was refused for want of a note is new when it comes again`() async throws {
        let queue = EventQueue(journal: try .full(), unnoted: .refuse)
        for _ in 1...2 {
            guard case .notNoted = await queue.take(event(1)) else { return #expect(Bool(false), "it was known") }
        }
        queue.close()
        for await event in queue.events { Issue.record("\(event.id) is handled") }
    }
}
