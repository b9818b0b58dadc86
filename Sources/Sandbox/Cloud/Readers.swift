package import JSONTree
import Synchronization

/// What the bot wrote to somebody.
package struct BotMessage: Sendable, Equatable {
    /// The public id of the message.
    package var id: String
    package var text: String?
    package var markdown: String?
    /// The Adaptive Card, when the message has one.
    package var card: JSONValue?
    /// The title of the space that it was written in; nothing in a room of two.
    package var space: String?
    /// The public id of the message whose thread it continues.
    package var parentID: String?
}

/// People who watch for what the bot writes to them.
final class Readers: Sendable {
    private struct Reader {
        let account: String
        let continuation: AsyncStream<BotMessage>.Continuation
    }

    private struct State {
        var readers: [Int: Reader] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Everything written to the account from now on; nothing is dropped while the stream is held.
    func messages(for account: String) -> AsyncStream<BotMessage> {
        let (stream, continuation) = AsyncStream.makeStream(of: BotMessage.self, bufferingPolicy: .unbounded)
        let key = state.withLock { state in
            state.next += 1
            state.readers[state.next] = Reader(account: account, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.readers.removeValue(forKey: key) }
        }
        return stream
    }

    func show(_ message: BotMessage, to accounts: [String]) {
        let readers = state.withLock { state in
            state.readers.values.filter { accounts.contains($0.account) }.map(\.continuation)
        }
        for reader in readers { reader.yield(message) }
    }
}
