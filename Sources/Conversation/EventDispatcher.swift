package import Recordings

/// Hands events to as many handlers at once as are allowed, and lets them finish.
package struct EventDispatcher: Sendable {
    private let width: Int
    private let handle: @Sendable (IncomingEvent) async -> Void

    /// - Parameters:
    ///   - width: How many events are handled side by side; further ones wait.
    ///   - handle: Answers one event.
    package init(width: Int = 64, handle: @escaping @Sendable (IncomingEvent) async -> Void) {
        self.width = width
        self.handle = handle
    }

    /// Handles events until the stream ends; returns when the last one is answered.
    package func run(_ events: AsyncStream<IncomingEvent>) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await event in events {
                if running >= width {
                    await group.next()
                    running -= 1
                }
                running += 1
                group.addTask { await handle(event) }
            }
        }
    }
}
