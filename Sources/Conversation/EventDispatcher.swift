package import Recordings

/// Hands events to a handler: those of one person one after the other, those of different people side by side.
///
/// Whoever writes `rec` and then `help` reads the answers in this order, however long the first one takes.
package struct EventDispatcher: Sendable {
    private let lines: WaitingLines
    private let handle: @Sendable (IncomingEvent) async -> Void

    /// - Parameters:
    ///   - lines: Shared with whoever else writes to people.
    ///   - handle: Answers one event; bounds by itself how much is done at once.
    package init(lines: WaitingLines = WaitingLines(), handle: @escaping @Sendable (IncomingEvent) async -> Void) {
        self.lines = lines
        self.handle = handle
    }

    /// Handles events until the stream ends; returns when the last one is answered.
    ///
    /// - Parameter events: What comes is taken at once: whoever fills the stream bounds how much waits.
    package func run(_ events: AsyncStream<IncomingEvent>) async {
        await withDiscardingTaskGroup { group in
            for await event in events {
                // Here, for tasks begin in any order.
                let place = lines.join(event.actor)
                group.addTask {
                    await lines.turn(of: place)
                    await handle(event)
                    lines.leave(place)
                }
            }
        }
    }
}
