package import Files
import Synchronization

/// Where the lines of the log go: standard error, a log file, or both.
///
/// Writing never throws and never waits long: a line that cannot be written, because the disk is full or nobody reads the
/// terminal, is counted and given up.
package final class LogSink: Sendable {
    /// One place and the form of the lines there.
    package struct Output: Sendable {
        package var writer: LineWriter
        package var format: LogFormat

        package init(_ writer: LineWriter, _ format: LogFormat) {
            self.writer = writer
            self.format = format
        }
    }

    private let outputs: [Output]
    private let lost = Atomic(0)

    package init(_ outputs: [Output]) { self.outputs = outputs }

    /// Standard error in `format` and, when given, a log file in JSON.
    package convenience init(standardError format: LogFormat, file path: String? = nil) throws(FileError) {
        var outputs = [Output(try LineWriter.standardError(), format)]
        if let path { outputs.append(Output(try LineWriter(appendingTo: path), .json)) }
        self.init(outputs)
    }

    /// How many lines could not be written so far, each place counted by itself.
    package var lostLines: Int { lost.load(ordering: .relaxed) }

    /// Writes the record everywhere; calls may overlap.
    package func write(_ record: LogRecord) {
        for output in outputs {
            do {
                try output.writer.write(output.format.line(record))
            } catch {
                lost.add(1, ordering: .relaxed)
            }
        }
    }
}
