import FoundationEssentials
package import Logging

/// Writes what swift-log hands over as one line per event, without secrets.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let sink: LogSink

    /// A handler for the logger called `label`; all handlers of the process share one `sink`.
    package init(label: String, sink: LogSink, level: Logger.Level = .info) {
        self.label = label
        self.sink = sink
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let provided = metadataProvider?.get() ?? [:]
        let inherited = metadata.merging(provided) { _, provided in provided }
        sink.write(LogRecord(event, label: label, inherited: inherited, at: Date()))
    }
}
