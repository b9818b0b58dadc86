import Conversation
import Recordings
import Synchronization

/// Brings back the requests that could not be answered, ever more seldom, for as long as an answer is of use.
///
/// A Webex that lets nobody be written to for hours would else leave them to the next start, which may be weeks away.
final class LaterTries: Sendable {
    /// The wait before the first of them; each further one is twice as long.
    static let firstPause: Duration = .seconds(300)
    static let longestPause: Duration = .seconds(4 * 3600)
    /// How many there are: with half an hour for each they take less than a day, after which the journal forgets the
    /// request as well.
    static let most = 9

    private let tries = Mutex<[EventID: Int]>([:])
    private let left: AsyncStream<IncomingEvent>
    private let leaving: AsyncStream<IncomingEvent>.Continuation
    private let clock: any Clock<Duration>

    init(clock: any Clock<Duration>) {
        self.clock = clock
        (left, leaving) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    /// Takes on a request that was not answered.
    ///
    /// - Returns: Whether it comes back by itself.
    func leave(_ event: IncomingEvent) -> Bool {
        let isOneMore = tries.withLock { tries in
            let count = tries[event.id, default: 0] + 1
            tries[event.id] = count <= Self.most ? count : nil
            return count <= Self.most
        }
        if isOneMore { leaving.yield(event) }
        return isOneMore
    }

    /// Whether a request was taken on before.
    func attempt(at event: IncomingEvent) -> EventHandler.Attempt {
        tries.withLock { $0[event.id] == nil ? .first : .further }
    }

    /// Forgets a request, because it has been answered or given up.
    func forget(_ event: IncomingEvent) { tries.withLock { $0[event.id] = nil } }

    /// Brings each back when its time has come, until cancelled.
    func run(again: @escaping @Sendable (IncomingEvent) -> Void) async {
        await withDiscardingTaskGroup { group in
            for await event in left {
                group.addTask { [self] in
                    guard (try? await clock.sleep(for: pause(before: event))) != nil else { return }
                    again(event)
                }
            }
        }
    }

    private func pause(before event: IncomingEvent) -> Duration {
        let count = tries.withLock { $0[event.id] ?? 1 }
        return min(Self.firstPause * (1 << (count - 1)), Self.longestPause)
    }
}
