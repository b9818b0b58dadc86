package import Files
package import FoundationEssentials
import Synchronization

/// Somewhere that lines of the log are written to.
package protocol LogDestination: Sendable {
    /// Writes one line; calls may overlap, lines never mix.
    ///
    /// - Parameters:
    ///   - line: With its line feed.
    ///   - time: When it was logged.
    /// - Throws: `FileError` when the line is lost.
    func write(_ line: [UInt8], at time: Date) throws(FileError)
}

extension LineWriter: LogDestination {
    package func write(_ line: [UInt8], at time: Date) throws(FileError) { try write(line) }
}

/// Where the lines of the log go: standard error, a log file, or both.
///
/// Writing never throws and never waits long: a line that cannot be written, because the disk is full or nobody reads the
/// terminal, is counted and given up.
package final class LogSink: Sendable {
    /// One place and the form of the lines there.
    package struct Output: Sendable {
        package var destination: any LogDestination
        package var format: LogFormat

        package init(_ destination: any LogDestination, _ format: LogFormat) {
            self.destination = destination
            self.format = format
        }
    }

    private let outputs: [Output]
    private let lost = Atomic(0)

    package init(_ outputs: [Output]) { self.outputs = outputs }

    /// Standard error in `format` and, when given, a log file in JSON.
    package convenience init(standardError format: LogFormat, file: LogFile? = nil) throws(FileError) {
        var outputs = [Output(try LineWriter.standardError(), format)]
        if let file { outputs.append(Output(file, .json)) }
        self.init(outputs)
    }

    /// How many lines could not be written so far, each place counted by itself.
    package var lostLines: Int { lost.load(ordering: .relaxed) }

    /// Writes the record everywhere; calls may overlap.
    package func write(_ record: LogRecord) {
        for output in outputs {
            do {
                try output.destination.write(output.format.line(record), at: record.time)
            } catch {
                lost.add(1, ordering: .relaxed)
            }
        }
    }
}
