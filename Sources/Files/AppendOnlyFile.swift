/// A file that only grows, line by line, on a thread of its own.
///
/// One write and one sync serve all lines that wait at the time. One process writes to a file at a time. A line whose
/// ``append(_:)`` threw is not in the file; ``GrowingFile`` says what becomes of torn ones.
package final class AppendOnlyFile: Sendable {
    /// What a line has survived when ``AppendOnlyFile/append(_:)`` returns.
    package enum Durability: Sendable {
        /// The end of this process and of the machine: the line is on the disk.
        case synced
        /// The end of this process: the line is with the operating system.
        case buffered
    }

    private let commits: GroupCommit<[UInt8], FileError>

    /// Opens the file, or creates it with `permissions`, and starts its thread, which ends when this object does.
    ///
    /// - Throws: ``FileError``, also when the system has no thread left to give.
    package init(_ path: String, permissions: UInt32 = 0o600, durability: Durability) throws(FileError) {
        let file = try GrowingFile(path, permissions: permissions, durability: durability)
        commits = try GroupCommit("append", for: path, from: file) { file, lines in
            Result { () throws(FileError) in try file.append(lines.flatMap(\.self)) }
        }
    }

    /// How a file that grows without end is kept from it.
    package struct Shortening: Sendable {
        /// By how many bytes the file grows until it is shortened.
        package var growth: Int64
        /// Of the whole file, the lines that still matter; called on the file's thread.
        package var keep: @Sendable ([UInt8]) -> [UInt8]

        package init(growth: Int64, keep: @escaping @Sendable ([UInt8]) -> [UInt8]) {
            self.growth = growth
            self.keep = keep
        }
    }

    /// Opens the file as ``init(_:permissions:durability:)`` does, and shortens it whenever it has grown enough.
    ///
    /// It is replaced whole between two appends, so that a crash leaves it as it was or shortened, and no line is lost.
    /// What keeps it from being shortened is tried again after as much growth, and harms nobody's line.
    ///
    /// - Throws: ``FileError``, also when the system has no thread left to give.
    package init(
        _ path: String, permissions: UInt32 = 0o600, durability: Durability, shortening: Shortening
    ) throws(FileError) {
        let file = try ShortenedFile(path, permissions, durability, shortening)
        commits = try GroupCommit("append", for: path, from: file) { file, lines in
            Result { () throws(FileError) in try file.append(lines.flatMap(\.self)) }
        }
    }

    /// Adds `bytes` at the end and returns when they are as safe as the durability of the file says.
    ///
    /// Calls may overlap; lines are written in the order of the calls. Cancellation does not shorten the wait: a line
    /// that is on its way cannot be called back.
    ///
    /// - Parameter bytes: One line or several, the last with its line feed.
    /// - Throws: ``FileError``, to everybody whose line went with the write or sync that failed.
    package func append(_ bytes: [UInt8]) async throws(FileError) { try await commits.add(bytes) }
}
