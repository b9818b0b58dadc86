package import Recordings

/// Hands events to as many handlers at once as are allowed, and lets them finish.
package struct EventDispatcher: Sendable {
    private let width: Int
    private let isNew: @Sendable (IncomingEvent) async -> Bool
    private let handle: @Sendable (IncomingEvent) async -> Void

    /// - Parameters:
    ///   - width: How many events are handled side by side; further ones wait.
    ///   - isNew: Whether this event was not seen before; asked once per delivery, in their order.
    ///   - handle: Answers one event.
    package init(
        width: Int = 64, isNew: @escaping @Sendable (IncomingEvent) async -> Bool,
        handle: @escaping @Sendable (IncomingEvent) async -> Void
    ) {
        self.width = width
        self.isNew = isNew
        self.handle = handle
    }

    /// Handles events until the stream ends; returns when the last one is answered.
    package func run(_ events: AsyncStream<IncomingEvent>) async {
        await withTaskGroup(of: Void.self) { group in
            var running = 0
            for await event in events {
                guard await isNew(event) else { continue }
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
