import Files
import FoundationEssentials

/// The files of one audit log: the one that is written to, those of the days before, and the head beside them.
package struct AuditFiles: Sendable {
    /// The file that lines are added to.
    package let current: String

    package init(_ current: String) { self.current = current }

    /// Vouches for the end of the log, and is locked by whoever writes it.
    package var head: String { "\(current).head" }

    /// Where `audit.log` is kept when the day it was written on is over: `audit-2026-11-20.log`.
    func path(of day: CalendarDay) -> String { daily.path(of: day) }

    /// Where a log without a chain is kept when the first chain begins.
    func unchained(_ attempt: Int) -> String {
        "\(daily.stem)-unchained\(attempt == 1 ? "" : "-\(attempt)")\(daily.suffix)"
    }

    /// The days before that are kept, oldest first.
    func days() throws(FileError) -> [CalendarDay] { try daily.days() }

    /// The days that are kept and too old to be, oldest first.
    func expiredDays(keeping retention: Int, at now: Date) throws(FileError) -> [CalendarDay] {
        try daily.expiredDays(keeping: retention, at: now)
    }

    /// What the head holds, signed or not; a head is never longer than what this reads.
    func readHead() throws(AuditError) -> [UInt8] {
        try AuditError.wrap { () throws(FileError) in try Files.readEnd(of: head, limit: 2 * RecordFile.length) }
    }

    /// Every file with lines, oldest first.
    ///
    /// - Throws: ``AuditError`` when the folder cannot be read.
    package func inOrder() throws(AuditError) -> [String] {
        let kept = try AuditError.wrap { () throws(FileError) in try days() }
        return kept.map(path) + (Files.exists(current) ? [current] : [])
    }

    /// Whether `path` is called as a file of one day before is, whichever log it belongs to.
    package static func isOneDay(_ path: String) -> Bool { DailyFiles.isOneDay(path) }

    /// Names the files of the days; every log is kept so.
    private var daily: DailyFiles { DailyFiles(current) }
}
