import Conversation
import Recordings
import Synchronization
import Testing

@Suite struct EventDispatcherTests {
    private func event(_ id: String) -> IncomingEvent {
        IncomingEvent(id: EventID(id), kind: .message, resource: id, actor: PersonID(publicID: "p", key: "p"))
    }

    @Test func `every event is handled before the end`() async {
        let handled = Mutex<[String]>([])
        let dispatcher = EventDispatcher(width: 2) { event in
            await Task.yield()
            handled.withLock { $0.append(event.id.text) }
        }
        let (events, continuation) = AsyncStream.makeStream(of: IncomingEvent.self)
        for id in ["a", "b", "c", "d"] { continuation.yield(event(id)) }
        continuation.finish()
        await dispatcher.run(events)
        #expect(handled.withLock { $0.sorted() } == ["a", "b", "c", "d"])
    }

    @Test func `no more events are handled side by side than allowed`() async {
        let running = Mutex((now: 0, most: 0))
        let dispatcher = EventDispatcher(width: 3) { _ in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            for _ in 0..<20 { await Task.yield() }
            running.withLock { $0.now -= 1 }
        }
        let (events, continuation) = AsyncStream.makeStream(of: IncomingEvent.self)
        for number in 0..<20 { continuation.yield(event("\(number)")) }
        continuation.finish()
        await dispatcher.run(events)
        #expect(running.withLock { $0.most } <= 3)
        #expect(running.withLock { $0.now } == 0)
    }
}
