package import Logging
import Synchronization

/// What was logged, as `level message`.
package final class CapturedLog: Sendable {
    /// The same, as it comes; for one reader.
    package let arriving: AsyncStream<String>
    private let arrival: AsyncStream<String>.Continuation
    private let captured = Mutex<[String]>([])

    package init() { (arriving, arrival) = AsyncStream.makeStream(of: String.self) }

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

        func log(event: LogEvent) {
            let line = "\(event.level) \(event.message)"
            log.captured.withLock { $0.append(line) }
            log.arrival.yield(line)
        }
    }
}
