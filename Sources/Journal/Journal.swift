package import Files
package import FoundationEssentials
package import Recordings
import Synchronization

/// What must survive a restart: which events were taken on and answered, the device that owns our websocket, the language
/// that somebody chose, and the recordings that somebody waits for.
///
/// A file that only grows, and is cut down to what still matters when the service starts and whenever it has grown a lot. It
/// holds ids, never the text of a message.
///
/// Entries are handed to the operating system before a call returns, not forced onto the disk: they survive the end of
/// this process, however sudden. Should the whole machine lose power, the last seconds may be missing; then an event is
/// answered twice only if Webex delivers it again, and the five milliseconds that a delivery may take are not spent on
/// the disk.
package final class Journal: Sendable {
    let file: AppendOnlyFile
    let contents: Mutex<JournalContents>

    /// More than a day can fill; of a larger file only the end is read, where the last day is.
    static let maximumSize = 64 << 20

    /// Opens the journal at `path`, or begins it; one process writes to it at a time.
    ///
    /// - Parameters:
    ///   - path: Its folder must exist.
    ///   - now: Events more than 24 hours older are dropped.
    ///   - growth: By how many bytes it grows until it is cut down again; less than ``maximumSize``, so that what holds
    ///     for ever never moves out of what is read.
    ///   - clock: The time at which it is cut down again.
    /// - Throws: ``FileError`` when the file can neither be read nor written.
    package convenience init(
        _ path: String, now: Date, growth: Int64 = 32 << 20, clock: @escaping @Sendable () -> Date = { Date() }
    ) throws(FileError) {
        let bytes = Files.exists(path) ? try Files.readEnd(of: path, limit: Self.maximumSize) : []
        var lines: [UInt8] = []
        let contents = JournalContents(reading: bytes, now: now, keeping: &lines)
        if lines != bytes { try Files.replace(path, with: lines) }
        let shortening = AppendOnlyFile.Shortening(growth: growth) { bytes in
            var lines: [UInt8] = []
            _ = JournalContents(reading: bytes, now: clock(), keeping: &lines)
            return lines
        }
        self.init(
            contents, continuedIn: try AppendOnlyFile(path, durability: .buffered, shortening: shortening))
    }

    init(_ contents: JournalContents, continuedIn file: AppendOnlyFile) {
        self.file = file
        self.contents = Mutex(contents)
    }

    /// Writes an entry down and then goes by it.
    func note(_ entry: JournalEntry) async throws(FileError) {
        try await file.append(entry.line)
        contents.withLock { $0.take(entry) }
    }
}

// MARK: - The transport

extension Journal {
    /// When events were last known to reach us; nothing before the first time.
    package var lastHeard: Date? { contents.withLock { $0.lastHeard } }

    /// Notes that events reach us.
    package func heard(at time: Date) async throws(FileError) { try await note(.heard(time)) }

    /// The name of our device, which is how Webex's device registry tells ours from others, as last remembered.
    package var device: String? { contents.withLock { $0.device } }

    /// Remembers the name of our device, in place of an earlier one.
    package func remember(device: String) async throws(FileError) { try await note(.device(device)) }
}

// MARK: - People

extension Journal {
    /// Whether `person` has been welcomed.
    package func hasGreeted(_ person: PersonID) -> Bool { contents.withLock { $0.greeted.contains(person.key) } }

    /// Remembers that `person` has been welcomed.
    package func greet(_ person: PersonID) async throws(FileError) { try await note(.greeted(person.key)) }

    /// The tag of the language that `person` chose; nothing when they never did.
    package func language(of person: PersonID) -> String? { contents.withLock { $0.languages[person.key] } }

    /// Remembers the language that `person` chose, in place of an earlier one.
    package func remember(language tag: String, of person: PersonID) async throws(FileError) {
        try await note(.language(tag, of: person.key))
    }

    /// What people wait for, in the order in which they asked.
    package var watches: [Watch] { contents.withLock { $0.watches } }

    /// What became of the wish to wait for a recording.
    package enum WatchBeginning: Sendable, Equatable {
        case begun
        /// The same person waits for the same thing already.
        case known
        /// The person waits for this many, which is as many as one may.
        case full(Int)
        /// All people together wait for as many as there may be.
        case crowded
    }

    /// Remembers that somebody waits for a recording; calls may overlap.
    ///
    /// - Parameters:
    ///   - watch: What is waited for.
    ///   - mostPerPerson: How many one person may wait for at a time.
    ///   - mostAltogether: How many may be waited for altogether.
    /// - Returns: Whether it is waited for now.
    /// - Throws: ``FileError`` when that could not be written; it is then not waited for.
    package func begin(
        _ watch: Watch, mostPerPerson: Int, mostAltogether: Int
    ) async throws(FileError) -> WatchBeginning {
        let beginning = contents.withLock { contents -> WatchBeginning in
            let own = contents.watches.filter { $0.person == watch.person }
            if own.contains(where: watch.isSame) { return .known }
            if own.count >= mostPerPerson { return .full(own.count) }
            if contents.watches.count >= mostAltogether { return .crowded }
            // The place is taken before the line is written, so that two who come at once do not both get it.
            contents.take(.watchBegun(watch))
            return .begun
        }
        guard beginning == .begun else { return beginning }
        do throws(FileError) {
            try await file.append(JournalEntry.watchBegun(watch).line)
        } catch {
            contents.withLock { $0.take(.watchEnded(watch.id)) }
            throw error
        }
        return .begun
    }

    /// Notes that the answer to a watch is sent from now on; once that is written it must not be sent without looking for it.
    ///
    /// What becomes of it is told by ``sending(_:messages:isDecided:at:)`` and the others with the id of the watch, and
    /// ``answered(_:with:at:)`` ends the watch.
    ///
    /// - Parameters:
    ///   - watch: Whose event, which has the same id, must not be open any more.
    ///   - messages: How many there are.
    ///   - isDecided: Whether the audit log gets a decision that the answer tells.
    ///   - time: Now.
    /// - Throws: ``FileError`` when that could not be written; the answer must not be sent then.
    package func beginAnswer(
        to watch: Watch, messages: Int, isDecided: Bool, at time: Date
    ) async throws(FileError) {
        let progress = AnswerProgress(messages: messages, isDecided: isDecided, latest: time)
        try await note(.watchAnswer(watch.id, WatchAnswer(began: time, progress: progress)))
    }

    /// How far the answer to a watch came; nothing while there is none.
    package func answer(to watch: Watch) -> WatchAnswer? { contents.withLock { $0.watchAnswers[watch.id] } }

    /// Forgets a watch that is to have no answer, or no other.
    package func end(_ watch: Watch) async throws(FileError) { try await note(.watchEnded(watch.id)) }
}
