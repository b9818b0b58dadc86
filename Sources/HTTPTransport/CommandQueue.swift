import Synchronization

/// What other threads want of the loop, in order.
final class CommandQueue: Sendable {
    enum Command: Sendable {
        case start(Call, Call.Continuation)
        case cancel(Call)
    }

    private struct State {
        var commands: [Command] = []
        /// The loop to wake; nothing once the queue is closed.
        var multi: MultiHandle?
    }

    private let state: Mutex<State>

    init(waking multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// Hands `command` to the loop; false when the queue is closed, and the command is the caller's to end.
    func post(_ command: Command) -> Bool {
        let (multi, wasEmpty) = state.withLock { state in
            let wasEmpty = state.commands.isEmpty
            if state.multi != nil { state.commands.append(command) }
            return (state.multi, wasEmpty)
        }
        // Outside the lock, which the loop would only have to wait for.
        if wasEmpty { multi?.wakeUp() }
        return multi != nil
    }

    /// Takes no more commands; the loop ends.
    func close() {
        state.withLock { $0.multi.take() }?.wakeUp()
    }

    var isOpen: Bool { state.withLock { $0.multi != nil } }

    /// The commands since the last time.
    func drain() -> [Command] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }
}
