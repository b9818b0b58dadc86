import Files

/// The files of one audit log: the one that is written to, those of the days before, and the head beside them.
package struct AuditFiles: Sendable {
    /// The file that lines are added to.
    package let current: String

    package init(_ current: String) { self.current = current }

    /// Vouches for the end of the log.
    var head: String { "\(current).head" }

    /// Where `audit.log` is kept when the day it was written on is over: `audit-2026-11-20.log`.
    func path(of day: AuditDay) -> String { "\(stem)-\(day)\(suffix)" }

    /// Where a log without a chain is kept when the first chain begins.
    func unchained(_ attempt: Int) -> String { "\(stem)-unchained\(attempt == 1 ? "" : "-\(attempt)")\(suffix)" }

    /// The days before that are kept, oldest first.
    func days() throws(FileError) -> [AuditDay] {
        let beginning = "\(Self.name(of: stem))-"
        return try Files.list(Files.folder(of: current)).compactMap { name in
            guard name.hasPrefix(beginning), name.hasSuffix(suffix),
                name.utf8.count >= beginning.utf8.count + suffix.utf8.count
            else { return nil }
            return AuditDay(name.dropFirst(beginning.count).dropLast(suffix.count))
        }
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
    package static func isOneDay(_ path: String) -> Bool {
        let stem = AuditFiles(path).stem
        return stem.utf8.count > 11 && stem.dropLast(10).last == "-" && AuditDay(stem.suffix(10)) != nil
    }

    /// The path without its ending.
    private var stem: String { String(current.dropLast(suffix.count)) }

    /// The ending of the name, such as `.log`.
    private var suffix: String {
        let name = Self.name(of: current)
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return String(name[dot...])
    }

    private static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}
