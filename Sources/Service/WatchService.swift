import Conversation
import Logging
import ServiceLifecycle

/// Looks every ten minutes for the recordings that somebody waits for, until shutdown.
struct WatchService: Service, CustomStringConvertible {
    let rounds: WatchRounds
    let clock: any Clock<Duration>

    /// The name in the log.
    var description: String { "WatchService" }

    func run() async {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(for: WatchRounds.pause)) != nil {
                do { try await rounds.look() } catch { break }
            }
        }
    }
}
