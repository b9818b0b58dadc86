import Logging
import Recordings

/// Says that it takes a moment when it does, and takes that back once the answer is there.
struct ProgressNotice: Sendable {
    /// After how long something is said.
    static let patience: Duration = .seconds(2)

    private enum Step<Output: Sendable>: Sendable {
        case timeIsUp(Bool)
        case found(Output)
        case said(MessageID?)
    }

    let clock: any Clock<Duration>
    /// What of ``patience`` is left.
    var left = Self.patience
    /// Says it; nothing when there was no way, or no point.
    let say: @Sendable () async -> MessageID?
    let takeBack: @Sendable (MessageID) async -> Void

    /// Finds something out and then uses it; if finding takes longer than ``patience``, that is said in the meantime.
    ///
    /// - Parameters:
    ///   - find: What may take long.
    ///   - use: Gets what was found; the notice is taken back after it.
    /// - Returns: What `use` returns, which is always called.
    func during<Output: Sendable, Result>(
        _ find: @escaping @Sendable () async -> Output, use: (Output) async -> Result
    ) async -> Result? {
        await withTaskGroup(of: Step<Output>.self) { group in
            group.addTask { .found(await find()) }
            group.addTask { .timeIsUp((try? await clock.sleep(for: left)) != nil) }
            var isSaying = false
            var notice: MessageID?
            var result: Result?
            var isFound = false
            for await step in group {
                switch step {
                case .timeIsUp(true) where !isFound:
                    isSaying = true
                    group.addTask { .said(await say()) }
                case .timeIsUp: break
                case .said(let message): notice = message
                case .found(let output):
                    isFound = true
                    // Only the timer may be cut off: of a message that is on its way nobody would know the id.
                    if !isSaying { group.cancelAll() }
                    result = await use(output)
                }
                if isFound, let message = notice.take() { await takeBack(message) }
            }
            return result
        }
    }
}
