import LoopThreads
import Synchronization

/// Serves everybody who waits with one piece of blocking work, on a thread of its own (group commit).
///
/// A thousand lines a second cost the disk no more syncs than it can do: while one commit runs, the next group gathers.
/// Items are committed in the order of the calls.
package final class GroupCommit<Item: Sendable, Failure: Error>: Sendable {
    private let queue = CommitQueue<Item, Failure>()

    /// Starts the thread, which ends when this object does.
    ///
    /// - Parameters:
    ///   - name: Of the thread, as `top -H` shows it.
    ///   - path: What it works for; only for errors.
    ///   - state: What one commit leaves to the next; only the thread changes it, so it needs no lock.
    ///   - commit: Does the work for a group of at least one item; may block. A failure reaches everybody in the group.
    /// - Throws: ``FileError`` when the system has no thread left to give.
    package init<State: Sendable>(
        _ name: String, for path: String, from state: State,
        commit: @escaping @Sendable (inout State, [Item]) -> Result<Void, Failure>
    ) throws(FileError) {
        do throws(LoopThreadError) {
            try LoopThread.start(name) { [queue] in
                var state = state
                while let group = queue.next() {
                    let outcome = commit(&state, group.map(\.item))
                    for member in group { member.waiter.resume(returning: outcome) }
                }
            }
        } catch {
            throw FileError(operation: "start a thread for", path: path, code: error.code)
        }
    }

    deinit { queue.close() }

    /// Adds `item` to the next group and returns when that is committed.
    ///
    /// Calls may overlap. Cancellation does not shorten the wait: what is on its way cannot be called back.
    ///
    /// - Parameter item: Handed to the commit as it is.
    /// - Throws: What the commit of its group failed with.
    package func add(_ item: Item) async throws(Failure) {
        let outcome = await withCheckedContinuation { queue.add(CommitQueue.Member(item: item, waiter: $0)) }
        try outcome.get()
    }
}

/// Hands items from any task to the one thread that commits them.
private final class CommitQueue<Item: Sendable, Failure: Error>: Sendable {
    /// What somebody waits for.
    struct Member: Sendable {
        let item: Item
        let waiter: CheckedContinuation<Result<Void, Failure>, Never>
    }

    private struct State {
        var members: [Member] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let work = Semaphore()

    func add(_ member: Member) {
        state.withLock { $0.members.append(member) }
        work.signal()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        work.signal()
    }

    /// Sleeps until there is something to commit; nothing once the queue is closed and empty.
    func next() -> [Member]? {
        while true {
            let (members, isClosed) = state.withLock { state in
                defer { state.members = [] }
                return (state.members, state.isClosed)
            }
            if !members.isEmpty { return members }
            if isClosed { return nil }
            // Items that were taken along with earlier ones leave their signals behind: then this returns at once.
            work.wait()
        }
    }
}
