import Logging
import ServiceLifecycle
import UnixSignals

/// Reads settings, cards and certificate again whenever a signal asks for it, until shutdown.
struct ReloadService: Service, CustomStringConvertible {
    let signals: UnixSignalsSequence
    let logger: Logger
    let reload: @Sendable () -> ReloadSummary

    /// The name in the log.
    var description: String { "ReloadService" }

    func run() async {
        for await signal in signals.cancelOnGracefulShutdown() {
            logger.notice("asked to read the files again", metadata: ["process.signal": "\(signal)"])
            let summary = reload()
            logger.log(
                level: summary.hasRefusal ? .warning : .notice,
                summary.hasRefusal
                    ? "the files were read again, and what is refused is not in force"
                    : "the files were read again",
                metadata: summary.facts)
        }
    }
}
