import LoopThreads

/// Runs what may wait for a file system that does not answer, away from the few threads that all tasks share.
///
/// - Parameter work: Goes on when nobody waits for it any more.
/// - Returns: What it returned.
func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        do throws(LoopThreadError) {
            try LoopThread.start("look") { continuation.resume(returning: work()) }
        } catch {
            continuation.resume(returning: work())
        }
    }
}
