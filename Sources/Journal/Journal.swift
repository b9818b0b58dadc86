package import Files
package import FoundationEssentials
package import Recordings
import Synchronization

/// What must survive a restart: which events were taken on and answered, and the device that owns our websocket.
///
/// A file that only grows while the service runs and is cut down to the last day when it starts. It holds ids, never
/// the text of a message.
///
/// Entries are handed to the operating system before a call returns, not forced onto the disk: they survive the end of
/// this process, however sudden. Should the whole machine lose power, the last seconds may be missing; then an event is
/// answered twice only if Webex delivers it again, and the five milliseconds that a delivery may take are not spent on
/// the disk.
package final class Journal: Sendable {
    private struct State {
        var events: RecentEvents
        var device: String?
    }

    private let file: AppendOnlyFile
    private let state: Mutex<State>

    /// More than a day can fill; of a larger file only the end is read, where the last day is.
    private static let maximumSize = 64 << 20

    /// Opens the journal at `path`, or begins it; one process writes to it at a time.
    ///
    /// - Parameters:
    ///   - path: Its folder must exist.
    ///   - now: Entries more than 24 hours older are dropped.
    /// - Throws: ``FileError`` when the file can neither be read nor written.
    package convenience init(_ path: String, now: Date) throws(FileError) {
        let bytes = Files.exists(path) ? try Files.readEnd(of: path, limit: Self.maximumSize) : []
        let contents = JournalContents(reading: bytes, now: now)
        if contents.lines != bytes { try Files.replace(path, with: contents.lines) }
        self.init(contents, continuedIn: try AppendOnlyFile(path, durability: .buffered))
    }

    init(_ contents: JournalContents, continuedIn file: AppendOnlyFile) {
        self.file = file
        state = Mutex(State(events: contents.events, device: contents.device))
    }

    /// Takes on an event once: everybody else who brings it within 24 hours is told that it is not new.
    ///
    /// Calls may overlap; of several with the same event one gets `true`.
    ///
    /// - Parameters:
    ///   - event: The same for every delivery of the same event.
    ///   - time: When it arrived.
    /// - Returns: Whether the caller is to handle it.
    /// - Throws: ``FileError`` when that could not be written; the event then counts as new when it comes again.
    package func accept(_ event: EventID, at time: Date) async throws(FileError) -> Bool {
        guard state.withLock({ $0.events.insert(event, at: time) }) else { return false }
        do throws(FileError) {
            try await file.append(JournalEntry.accepted(event, at: time).line)
        } catch {
            state.withLock { $0.events.remove(event) }
            throw error
        }
        return true
    }

    /// Notes that an event is done with: answered, or found to need no answer.
    package func answered(_ event: EventID, at time: Date) async throws(FileError) {
        try await file.append(JournalEntry.answered(event, at: time).line)
    }

    /// The name of our device, which is how Webex's device registry tells ours from others, as last remembered.
    package var device: String? { state.withLock { $0.device } }

    /// Remembers the name of our device, in place of an earlier one.
    package func remember(device: String) async throws(FileError) {
        state.withLock { $0.device = device }
        try await file.append(JournalEntry.device(device).line)
    }
}
