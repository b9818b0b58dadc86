import Conversation
import Logging
import ServiceLifecycle

/// Looks every ten minutes for the recordings that somebody waits for, until shutdown; what the last stop interrupted goes
/// first.
struct WatchService: Service, CustomStringConvertible {
    let rounds: WatchRounds
    let clock: any Clock<Duration>

    /// The name in the log.
    var description: String { "WatchService" }

    func run() async {
        await cancelWhenGracefulShutdown {
            do {
                try await rounds.finish()
                while true {
                    try await clock.sleep(for: WatchRounds.pause)
                    try await rounds.look()
                }
            } catch {}
        }
    }
}
