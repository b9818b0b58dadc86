package import Files
package import FoundationEssentials
import Synchronization

/// The log on disk: one file for each day in UTC, the old ones removed.
///
/// Nothing here stops anybody. A file that cannot be opened is tried again with every line; a day that cannot be closed
/// goes on in the same file, and what cannot be removed stays. A file that somebody else has moved away or removed is
/// followed by a new one, with the next line.
package final class LogFile: LogDestination {
    private struct State {
        /// Nothing as long as the file cannot be opened.
        var writer: LineWriter?
        /// When the day of the present file is over.
        var end = Date.distantPast
        /// How many days before today are kept; 0 keeps all.
        var retention: @Sendable () -> Int = { 0 }
    }

    private static let day: TimeInterval = 86_400

    private let files: DailyFiles
    private let state = Mutex(State())

    /// Opens the file, and makes its folder when it is missing.
    ///
    /// - Parameters:
    ///   - path: Lines of earlier days that it holds are put aside first.
    ///   - now: The time.
    package init(_ path: String, now: Date = Date()) {
        files = DailyFiles(path)
        let folder = Files.folder(of: path)
        if !Files.isFolder(folder) { try? Files.createFolder(folder) }
        state.withLock { state in
            if let stamp = try? Files.stamp(path) { state.end = Self.end(of: stamp.modified) }
            try? prepare(&state, at: now)
        }
    }

    /// What keeps the file from being written, for whoever is to hear of it; nothing when all is well.
    package var problem: FileError? {
        state.withLock { state in
            do throws(FileError) {
                _ = try writer(&state)
                return nil
            } catch { return error }
        }
    }

    /// Has files removed that are older than so many days from now on, at once and at the beginning of each day.
    ///
    /// - Parameters:
    ///   - retention: How many days before today are kept, asked for each time; 0 keeps all.
    ///   - now: The time.
    package func keep(_ retention: @escaping @Sendable () -> Int, now: Date = Date()) {
        state.withLock { state in
            state.retention = retention
            removeOldDays(state, at: now)
        }
    }

    package func write(_ line: [UInt8], at time: Date) throws(FileError) {
        let outcome = state.withLock { state in
            Result { () throws(FileError) in
                try prepare(&state, at: time)
                try writer(&state).write(line)
            }
        }
        try outcome.get()
    }

    /// Begins a new file when the day of the present one is over.
    private func prepare(_ state: inout State, at time: Date) throws(FileError) {
        guard time >= state.end else { return }
        if state.end > .distantPast, let stamp = try? Files.stamp(files.current), stamp.size > 0 {
            // Lines of two days in one file are better than none.
            try? Files.rename(files.current, to: files.path(of: CalendarDay(state.end.addingTimeInterval(-1))))
            state.writer = nil
        }
        state.end = Self.end(of: time)
        removeOldDays(state, at: time)
        _ = try writer(&state)
    }

    private func writer(_ state: inout State) throws(FileError) -> LineWriter {
        if let writer = state.writer, writer.isStill(at: files.current) { return writer }
        let writer = try LineWriter(appendingTo: files.current)
        state.writer = writer
        return writer
    }

    private func removeOldDays(_ state: State, at time: Date) {
        let expired = try? files.expiredDays(keeping: state.retention(), at: time)
        for day in expired ?? [] { try? Files.remove(files.path(of: day)) }
    }

    private static func end(of time: Date) -> Date {
        Date(timeIntervalSince1970: ((time.timeIntervalSince1970 / day).rounded(.down) + 1) * day)
    }
}
