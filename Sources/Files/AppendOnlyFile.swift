import Glibc
import LoopThreads
import Synchronization

/// A file that only grows, line by line, on a thread of its own.
///
/// One write and one sync serve all lines that wait at the time (group commit): a thousand lines a second cost the disk
/// no more syncs than it can do. One process writes to a file at a time.
///
/// A line whose ``append(_:)`` threw is not in the file: what was written of it is cut off again. Where that cannot be
/// done, and after a crash in the middle of a line, the next line begins on a line of its own, so that a torn line stays
/// visible and spoils no other.
package final class AppendOnlyFile: Sendable {
    /// What a line has survived when ``AppendOnlyFile/append(_:)`` returns.
    package enum Durability: Sendable {
        /// The end of this process and of the machine: the line is on the disk.
        case synced
        /// The end of this process: the line is with the operating system.
        case buffered
    }

    private let queue = AppendQueue()

    /// Opens the file, or creates it with `permissions`, and starts its thread, which ends when this object does.
    ///
    /// - Throws: ``FileError``, also when the system has no thread left to give.
    package init(_ path: String, permissions: UInt32 = 0o600, durability: Durability) throws(FileError) {
        let writer = try AppendWriter(path, permissions: permissions, durability: durability)
        do {
            try LoopThread.start("append") { [queue] in
                while let batch = queue.nextBatch() { writer.write(batch) }
            }
        } catch {
            throw FileError(operation: "start a thread for", path: path, code: error.code)
        }
    }

    deinit { queue.close() }

    /// Adds `bytes` at the end and returns when they are as safe as the durability of the file says.
    ///
    /// Calls may overlap; lines are written in the order of the calls. Cancellation does not shorten the wait: a line
    /// that is on its way cannot be called back.
    ///
    /// - Parameter bytes: One line or several, the last with its line feed.
    /// - Throws: ``FileError``, to everybody whose line went with the write or sync that failed.
    package func append(_ bytes: [UInt8]) async throws(FileError) {
        let outcome = await withCheckedContinuation { queue.add(PendingLine(bytes: bytes, waiter: $0)) }
        try outcome.get()
    }
}

/// What somebody waits for.
private struct PendingLine {
    let bytes: [UInt8]
    let waiter: CheckedContinuation<Result<Void, FileError>, Never>
}

/// Hands lines from any task to the one thread that writes them.
private final class AppendQueue: Sendable {
    private struct State {
        var lines: [PendingLine] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let work = Semaphore()

    func add(_ line: PendingLine) {
        state.withLock { $0.lines.append(line) }
        work.signal()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        work.signal()
    }

    /// Sleeps until there is something to write; nothing once the queue is closed and empty.
    func nextBatch() -> [PendingLine]? {
        while true {
            let (lines, isClosed) = state.withLock { state in
                defer { state.lines = [] }
                return (state.lines, state.isClosed)
            }
            if !lines.isEmpty { return lines }
            if isClosed { return nil }
            // Lines that were taken along with earlier ones leave their signals behind: then this returns at once.
            work.wait()
        }
    }
}

/// Owns the open file; used by its thread only, once that runs.
private final class AppendWriter: Sendable {
    private let file: FileDescriptor
    private let durability: AppendOnlyFile.Durability
    private let isRegular: Bool
    private let endsInsideLine: Mutex<Bool>

    init(_ path: String, permissions: UInt32, durability: AppendOnlyFile.Durability) throws(FileError) {
        file = try FileDescriptor(
            opening: path, O_RDWR | O_APPEND | O_CREAT, permissions: permissions, for: "open")
        self.durability = durability
        let status = try file.status()
        isRegular = status.st_mode & S_IFMT == S_IFREG
        var last = lineFeed
        if isRegular, status.st_size > 0 {
            guard unsafe pread(file.number, &last, 1, status.st_size - 1) == 1 else { throw FileError("read", path) }
        }
        if durability == .synced { try Files.syncFolder(of: path) }
        endsInsideLine = Mutex(last != lineFeed)
    }

    func write(_ batch: [PendingLine]) {
        let outcome: Result<Void, FileError>
        do throws(FileError) {
            outcome = .success(try write(batch.flatMap(\.bytes)))
        } catch {
            outcome = .failure(error)
        }
        for line in batch { line.waiter.resume(returning: outcome) }
    }

    private func write(_ bytes: [UInt8]) throws(FileError) {
        let separator = endsInsideLine.withLock { $0 } ? [lineFeed] : []
        let size = try file.status().st_size
        do throws(FileError) {
            try file.write(separator + bytes)
            if durability == .synced { try file.syncData() }
            endsInsideLine.withLock { $0 = (bytes.last ?? lineFeed) != lineFeed }
        } catch {
            takeBack(to: size)
            throw error
        }
    }

    /// Cuts off what a failed write may have left.
    private func takeBack(to size: Int) {
        guard isRegular else { return }
        do {
            try file.truncate(to: Int64(size))
        } catch {
            endsInsideLine.withLock { $0 = true }
        }
    }
}

private let lineFeed = UInt8(ascii: "\n")
