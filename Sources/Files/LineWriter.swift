import Glibc
import Synchronization

/// Somewhere that lines are written to at once and in order: standard error, or a file such as the log.
///
/// For lines that may be lost, but must not hold anybody up. A terminal or pipe that nobody reads is given
/// ``patience``; after that the line is given up. Nothing is synced.
package final class LineWriter: Sendable {
    /// How long one line waits for a slow reader before it is given up.
    package static let patience = Duration.milliseconds(50)

    private let file: FileDescriptor
    private let endsInsideLine = Mutex(false)

    private init(_ file: consuming FileDescriptor) { self.file = file }

    /// Opens the file, or creates it with `permissions`; lines go to its end.
    package convenience init(appendingTo path: String, permissions: UInt32 = 0o600) throws(FileError) {
        self.init(
            try FileDescriptor(
                opening: path, O_WRONLY | O_APPEND | O_CREAT, permissions: permissions, for: "open"))
    }

    /// Writes to standard error, whatever that is by now.
    package static func standardError() throws(FileError) -> LineWriter {
        let number = dup(STDERR_FILENO)
        guard number >= 0 else { throw FileError("open", "standard error") }
        return LineWriter(FileDescriptor(owning: number, path: "standard error"))
    }

    /// Whether `path` still leads to the file; assumed where nobody can tell.
    ///
    /// Costs two system calls.
    package func isStill(at path: String) -> Bool {
        do throws(FileError) {
            return FileStamp(try file.status()).isSameFile(as: try Files.stamp(path))
        } catch {
            return error.code != ENOENT
        }
    }

    /// Writes one line; calls may overlap, lines never mix.
    ///
    /// - Parameter line: With its line feed.
    /// - Throws: ``FileError``; code `EAGAIN` when the reader took too long. A part of the line may be written; the next
    ///   line begins on a line of its own all the same.
    package func write(_ line: [UInt8]) throws(FileError) {
        let outcome = endsInsideLine.withLock { endsInsideLine -> Result<Void, FileError> in
            do throws(FileError) {
                let bytes = endsInsideLine ? [UInt8(ascii: "\n")] + line : line
                endsInsideLine = true
                for start in stride(from: 0, to: bytes.count, by: Self.portion) {
                    try waitForReader()
                    try file.write(bytes[start..<min(start + Self.portion, bytes.count)])
                }
                endsInsideLine = false
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// A pipe that `poll` calls writable takes this much without blocking (PIPE_BUF, pipe(7)).
    private static let portion = 4_096

    private func waitForReader() throws(FileError) {
        var writer = pollfd(fd: file.number, events: Int16(POLLOUT), revents: 0)
        let milliseconds = Int32(clamping: Int64(Self.patience / .milliseconds(1)))
        guard unsafe poll(&writer, 1, milliseconds) > 0 else {
            throw FileError(operation: "write", path: file.path, code: EAGAIN)
        }
    }
}
