package import Files
import Recordings

/// Which lines of a log somebody wants to see; what is not set does not matter.
package struct AuditQuery: Sendable {
    /// The address of who asked, in any case, or their id.
    package var person: String?
    /// A number as people write it, or an id.
    package var meeting: String?
    /// When the line was made, in UTC.
    package var day: CalendarDay?
    /// Any of them; empty for all.
    package var statuses: Set<AuditLine.Status>

    package init(
        person: String? = nil, meeting: String? = nil, day: CalendarDay? = nil, statuses: Set<AuditLine.Status> = []
    ) {
        self.person = person
        self.meeting = meeting
        self.day = day
        self.statuses = statuses
    }

    /// Whether a line is wanted.
    package func matches(_ record: AuditRecord) -> Bool {
        isPerson(record) && isMeeting(record)
            && (day.map { record.text("time").hasPrefix("\($0)") } ?? true)
            && (statuses.isEmpty || statuses.contains { $0.rawValue == record.text("status") })
    }

    private func isPerson(_ record: AuditRecord) -> Bool {
        guard let person = person?.trimmingBlanks().lowercased() else { return true }
        return [record.text("requestor"), record.text("requestor_id")].contains { $0.lowercased() == person }
    }

    private func isMeeting(_ record: AuditRecord) -> Bool {
        guard let meeting = meeting?.trimmingBlanks() else { return true }
        let names = [meeting, MeetingNumber(meeting)?.digits].compactMap(\.self)
        return record.meetingNames.contains { names.contains($0) }
    }
}

/// Where lines that are no JSON are found; `steward audit verify` says more of them.
package struct UnreadableLine: Sendable, Equatable, CustomStringConvertible {
    package var path: String
    package var line: Int

    package var description: String { "\(path):\(line): not shown, for it cannot be read" }
}

extension AuditQuery {
    /// How much was looked at, and how much of it is wanted.
    package struct Tally: Sendable, Equatable {
        package var read = 0
        package var shown = 0

        /// What whoever sees nothing is told; nothing for whoever sees something.
        package var emptiness: String? {
            guard shown == 0 else { return nil }
            switch read {
            case 0: return "there is no decision in the log"
            case 1: return "the one decision in the log does not fit"
            default: return "none of the \(read) decisions in the log fits"
            }
        }
    }

    /// Reads files from their beginning to their end and hands over what is wanted; nothing else is held in memory.
    ///
    /// - Parameters:
    ///   - paths: In the order in which their lines are to come.
    ///   - show: Called for every line that is wanted, as soon as it is read; may throw to end the search.
    ///   - skip: Called for every line that cannot be read.
    /// - Returns: How many lines could be read, and how many were wanted.
    /// - Throws: ``AuditError`` when a file cannot be read; what `show` throws.
    @discardableResult
    package func search(
        _ paths: [String], show: (AuditRecord) throws -> Void, skip: (UnreadableLine) -> Void
    ) throws -> Tally {
        var tally = Tally()
        for path in paths {
            var reader = try AuditError.wrap { () throws(FileError) in try LineReader(path) }
            var number = 0
            while let line = try reader.next() {
                number += 1
                guard let record = AuditRecord(line.bytes) else {
                    skip(UnreadableLine(path: path, line: number))
                    continue
                }
                tally.read += 1
                guard matches(record) else { continue }
                tally.shown += 1
                try show(record)
            }
        }
        return tally
    }
}
