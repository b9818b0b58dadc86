import Sandbox
import Synchronization

/// What somebody has been sent and not read yet, and what they have read.
final class Inbox: Sendable {
    private struct State {
        var unread: [BotMessage] = []
        var read: [BotMessage] = []
        var reader: CheckedContinuation<BotMessage?, Never>?

        /// Cards further back are not pressed any more.
        mutating func keep(_ message: BotMessage) {
            read.append(message)
            if read.count > 20 { read.removeFirst() }
        }
    }

    private let state = Mutex(State())

    /// Takes in everything that comes, until cancelled.
    func fill(from messages: AsyncStream<BotMessage>) async { for await message in messages { put(message) } }

    /// The newest that has been read and looks so.
    func card(where matches: (BotMessage) -> Bool) -> BotMessage? { state.withLock { $0.read.last(where: matches) } }

    /// Everything that is unread, without waiting.
    func takeAll() -> [BotMessage] {
        state.withLock { state in
            defer { state.unread = [] }
            return state.unread
        }
    }

    /// The next message; nothing when none comes in this time.
    func next(within patience: Duration) async -> BotMessage? {
        await withTaskGroup(of: BotMessage?.self) { group in
            group.addTask { await self.next() }
            group.addTask {
                try? await ContinuousClock().sleep(for: patience)
                return nil
            }
            var message = await group.next() ?? nil
            group.cancelAll()
            // It may have come in the very moment in which the time was over.
            while let other = await group.next() { message = message ?? other }
            return message
        }
    }

    private func put(_ message: BotMessage) {
        let reader = state.withLock { state in
            defer { state.reader = nil }
            if state.reader == nil { state.unread.append(message) } else { state.keep(message) }
            return state.reader
        }
        reader?.resume(returning: message)
    }

    private func next() async -> BotMessage? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let message = state.withLock { state -> BotMessage?? in
                    if !state.unread.isEmpty {
                        let first = state.unread.removeFirst()
                        state.keep(first)
                        return first
                    }
                    if Task.isCancelled { return .some(nil) }
                    state.reader = continuation
                    return nil
                }
                if let message { continuation.resume(returning: message) }
            }
        } onCancel: {
            let reader = state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: nil)
        }
    }
}
