import Cryptography
import Files
package import FoundationEssentials
package import Logging

/// The audit log: one JSON object per line, only ever added to, each line tied to the one before it.
///
/// A line carries the mark of the line before as `previous`, and its own as `chain`: number, key and HMAC-SHA-256 over all
/// of the line. Beside `audit.log`, a small file `audit.log.head` vouches for the last line and keeps a second process
/// out. On the first line of a new day (UTC) the lines of the day before become `audit-2026-11-20.log`, and the chain
/// goes on in a new `audit.log`. `docs/audit.md` says what is noticed, and what cannot be.
///
/// A device or a pipe gets chained lines too, but no head, and no files of its own for days.
package final class AuditLog: Sendable {
    /// What a log needs to know beside its place.
    package struct Configuration: Sendable {
        /// The first signs, every one checks; each derived for this purpose alone.
        package var keys: [[UInt8]]
        /// How many days before today are kept; 0 keeps all.
        ///
        /// Asked at the start and when a day begins.
        package var retentionDays: @Sendable () -> Int
        package var now: @Sendable () -> Date

        package init(
            keys: [[UInt8]], retentionDays: @escaping @Sendable () -> Int = { 0 },
            now: @escaping @Sendable () -> Date = { Date() }
        ) {
            self.keys = keys
            self.retentionDays = retentionDays
            self.now = now
        }
    }

    private let commits: GroupCommit<AuditLine, AuditError>
    private let lock: RecordFile?

    /// Opens the log at `path` and goes on after its last line, or begins it; one process writes to it at a time.
    ///
    /// What a crash left of an unfinished line is cut off, for nobody was ever told that it was written. A file without
    /// a chain, from before there was one, is set aside as `audit-unchained.log`.
    ///
    /// - Parameters:
    ///   - path: Its folder must exist.
    ///   - configuration: Keys, retention and clock.
    ///   - logger: Told what was repaired, set aside or removed, and what is missing.
    /// - Throws: ``AuditError``; nothing was overwritten.
    package init(_ path: String, _ configuration: Configuration, logger: Logger) throws(AuditError) {
        let writer = try ChainWriter(path, configuration, logger: logger)
        commits = try AuditError.wrap { () throws(FileError) in
            try GroupCommit("audit", for: path, from: writer) { writer, lines in
                Result { () throws(AuditError) in try writer.write(lines) }
            }
        }
        lock = writer.record
    }

    /// Whoever opens the log next must not wait for the thread to end, which has nothing left to write by now.
    deinit { lock?.unlock() }

    /// Adds a line and returns when it is on the disk; nothing may leave for the requester before that.
    ///
    /// Calls may overlap and then share one sync; the chain has the order of the calls, as the file has. Cancellation
    /// does not shorten the wait.
    ///
    /// - Parameter line: What was decided, or what became of the answer.
    /// - Throws: ``AuditError``; the line is then not in the log and the answer must not be given.
    package func write(_ line: AuditLine) async throws(AuditError) { try await commits.add(line) }
}
