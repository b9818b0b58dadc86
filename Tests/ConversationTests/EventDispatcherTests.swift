import Recordings
import Synchronization
import Testing

@testable import Conversation

@Suite(.timeLimit(.minutes(1))) struct EventDispatcherTests {
    /// The first letter says who wrote it.
    private func event(_ id: String) -> IncomingEvent {
        let person = String(id.prefix(1))
        return IncomingEvent(
            id: EventID(id), kind: .message, resource: id, actor: PersonID(publicID: person, key: person))
    }

    private func events(_ ids: [String]) -> AsyncStream<IncomingEvent> {
        let (events, continuation) = AsyncStream.makeStream(of: IncomingEvent.self)
        for id in ids { continuation.yield(event(id)) }
        continuation.finish()
        return events
    }

    @Test func `every event is handled before the end`() async {
        let handled = Mutex<[String]>([])
        let dispatcher = EventDispatcher { event in
            await Task.yield()
            handled.withLock { $0.append(event.id.text) }
        }
        await dispatcher.run(events(["a1", "b1", "a2", "c1"]))
        #expect(handled.withLock { $0.sorted() } == ["a1", "a2", "b1", "c1"])
    }

    @Test func `the events of one person are handled one after the other, in their order`() async {
        let handled = Mutex<[String]>([])
        let dispatcher = EventDispatcher { event in
            handled.withLock { $0.append("\(event.id) begins") }
            for _ in 0..<20 { await Task.yield() }
            handled.withLock { $0.append("\(event.id) ends") }
        }
        await dispatcher.run(events(["a1", "a2", "a3"]))
        #expect(handled.withLock { $0 } == (1...3).flatMap { ["a\($0) begins", "a\($0) ends"] })
    }

    @Test func `who comes while something else is done for the same person waits for its end`() async {
        let handled = Mutex<[String]>([])
        let lines = WaitingLines()
        let (begun, sink) = AsyncStream.makeStream(of: Void.self)
        let dispatcher = EventDispatcher(lines: lines) { event in
            handled.withLock { $0.append(event.id.text) }
            sink.yield()
        }
        await withTaskGroup(of: Void.self) { group in
            await lines.ifEmpty(of: event("a1").actor) {
                group.addTask { await dispatcher.run(events(["a1", "b1", "a2"])) }
                // The others go on.
                for await _ in begun { break }
                handled.withLock { $0.append("end") }
            }
        }
        #expect(handled.withLock { $0 } == ["b1", "end", "a1", "a2"])
    }

    @Test func `for somebody whose event is handled nothing else is done`() async {
        let lines = WaitingLines()
        let isDone = Mutex<[Bool]>([])
        let dispatcher = EventDispatcher(lines: lines) { event in
            let work = await lines.ifEmpty(of: event.actor) { true }
            isDone.withLock { $0.append(work ?? false) }
        }
        await dispatcher.run(events(["a1", "a2"]))
        #expect(isDone.withLock { $0 } == [false, false])
        #expect(await lines.ifEmpty(of: event("a1").actor) { true } == true)
    }

    @Test func `nobody waits for the answer to somebody else`() async {
        let (answered, sink) = AsyncStream.makeStream(of: Void.self)
        let dispatcher = EventDispatcher { event in
            if event.id.text == "a1" {
                // Ends only because the other one is handled meanwhile.
                for await _ in answered { break }
            } else {
                sink.yield()
            }
        }
        await dispatcher.run(events(["a1", "b1"]))
    }
}

@Suite(.timeLimit(.minutes(1))) struct WorkPlacesTests {
    private final class Count: Sendable {
        let running = Mutex((now: 0, most: 0))
    }

    @Test func `no more is done side by side than there are places`() async {
        let count = Count()
        let places = WorkPlaces(3)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await places.occupy {
                        count.running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        for _ in 0..<20 { await Task.yield() }
                        count.running.withLock { $0.now -= 1 }
                    }
                }
            }
        }
        #expect(count.running.withLock { $0.most } <= 3)
        #expect(count.running.withLock { $0.now } == 0)
    }

    @Test func `who waits for something lends the place to somebody else`() async {
        let places = WorkPlaces(1)
        let (done, sink) = AsyncStream.makeStream(of: Void.self)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await places.occupy {
                    await places.leave { for await _ in done { break } }
                }
            }
            group.addTask { await places.occupy { _ = sink.yield() } }
        }
    }
}
