package import FoundationEssentials

/// The files of one log: the one that is written to, and one for each day before.
package struct DailyFiles: Sendable {
    /// The file that lines are added to.
    package let current: String

    package init(_ current: String) { self.current = current }

    /// Where `debug.log` is kept when the day it was written on is over: `debug-2026-11-20.log`.
    package func path(of day: CalendarDay) -> String { "\(stem)-\(day)\(suffix)" }

    /// The days before that are kept, oldest first.
    package func days() throws(FileError) -> [CalendarDay] {
        let beginning = "\(Self.name(of: stem))-"
        return try Files.list(Files.folder(of: current)).compactMap { name in
            guard name.hasPrefix(beginning), name.hasSuffix(suffix),
                name.utf8.count >= beginning.utf8.count + suffix.utf8.count
            else { return nil }
            return CalendarDay(name.dropFirst(beginning.count).dropLast(suffix.count))
        }
    }

    /// The days that are kept and too old to be, oldest first.
    ///
    /// - Parameters:
    ///   - retention: How many days before today are kept; 0 keeps all.
    ///   - now: Falls on today.
    /// - Returns: The days of ``days()`` that retention no longer asks for.
    /// - Throws: ``FileError`` when the folder cannot be listed.
    package func expiredDays(keeping retention: Int, at now: Date) throws(FileError) -> [CalendarDay] {
        guard retention > 0 else { return [] }
        let oldest = CalendarDay(now.addingTimeInterval(-86_400 * Double(retention)))
        return try days().filter { $0 < oldest }
    }

    /// Whether `path` is called as a file of one day before is, whichever log it belongs to.
    package static func isOneDay(_ path: String) -> Bool {
        let stem = DailyFiles(path).stem
        return stem.utf8.count > 11 && stem.dropLast(10).last == "-" && CalendarDay(stem.suffix(10)) != nil
    }

    /// The path without its ending.
    package var stem: String { String(current.dropLast(suffix.count)) }

    /// The ending of the name, such as `.log`.
    package var suffix: String {
        let name = Self.name(of: current)
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return String(name[dot...])
    }

    private static func name(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}
