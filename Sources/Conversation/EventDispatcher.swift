package import Recordings
import Synchronization

/// Hands events to a handler: those of one person one after the other, those of different people side by side.
///
/// Whoever writes `rec` and then `help` reads the answers in this order, however long the first one takes.
package struct EventDispatcher: Sendable {
    private let handle: @Sendable (IncomingEvent) async -> Void

    /// - Parameter handle: Answers one event; bounds by itself how much is done at once.
    package init(handle: @escaping @Sendable (IncomingEvent) async -> Void) { self.handle = handle }

    /// Handles events until the stream ends; returns when the last one is answered.
    ///
    /// - Parameter events: What comes is taken at once: whoever fills the stream bounds how much waits.
    package func run(_ events: AsyncStream<IncomingEvent>) async {
        let lines = WaitingLines()
        await withDiscardingTaskGroup { group in
            for await event in events where lines.join(event) {
                group.addTask { await work(from: event, lines) }
            }
        }
    }

    private func work(from first: IncomingEvent, _ lines: WaitingLines) async {
        var next: IncomingEvent? = first
        while let event = next {
            await handle(event)
            next = lines.next(after: event)
        }
    }
}

/// The events that wait for an earlier one of the same person.
private final class WaitingLines: Sendable {
    /// Somebody is in it for as long as an event of theirs is handled.
    private let lines = Mutex<[PersonID: [IncomingEvent]]>([:])

    /// Whether the event is to be handled now; else whoever handles an earlier one gets it later.
    func join(_ event: IncomingEvent) -> Bool {
        lines.withLock { lines in
            guard lines[event.actor] != nil else {
                lines[event.actor] = []
                return true
            }
            lines[event.actor]?.append(event)
            return false
        }
    }

    /// What is to be handled after `event`; nothing ends the line.
    func next(after event: IncomingEvent) -> IncomingEvent? {
        lines.withLock { lines in
            guard let first = lines[event.actor]?.first else {
                lines[event.actor] = nil
                return nil
            }
            lines[event.actor]?.removeFirst()
            return first
        }
    }
}
