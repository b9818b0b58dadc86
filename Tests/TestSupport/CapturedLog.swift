package import Logging
import Synchronization

/// What was logged, as `level message`.
package final class CapturedLog: Sendable {
    private let captured = Mutex<[String]>([])

    package init() {}

    package var lines: [String] { captured.withLock { $0 } }
    /// Keeps what is logged at any level.
    package var logger: Logger { Logger(label: "test", factory: { _ in Handler(log: self) }) }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { log.captured.withLock { $0.append("\(event.level) \(event.message)") } }
    }
}
