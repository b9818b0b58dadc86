package import FoundationEssentials
import Glibc

/// How far the clocks of one time zone are from UTC, at every moment that was or will be.
package struct TimeZoneRules: Sendable, Equatable {
    /// What holds in the zone for a while.
    package struct Offset: Sendable, Equatable {
        /// Seconds to add to UTC, positive east of Greenwich.
        package var seconds: Int
        /// As the database has it: `CEST`, or digits such as `+0530` where nobody uses letters.
        package var abbreviation: String
        package var isDaylight: Bool

        package init(seconds: Int, abbreviation: String, isDaylight: Bool) {
            self.seconds = seconds
            self.abbreviation = abbreviation
            self.isDaylight = isDaylight
        }
    }

    /// A moment from which another offset holds.
    struct Change: Sendable, Equatable {
        /// In seconds since 1970.
        var time: Int64
        /// Where the offset stands in ``TimeZoneRules/offsets``.
        var offset: Int
    }

    /// At least one; the first holds before all changes.
    let offsets: [Offset]
    /// The earliest first.
    let changes: [Change]
    /// What holds from the last change on, when that is not simply the last offset.
    let recurring: RecurringOffset?

    /// Reads a zone of the time-zone database.
    ///
    /// One short file is read; keep what comes of it rather than asking again.
    ///
    /// - Parameters:
    ///   - name: For example `Europe/Prague`.
    ///   - folder: Where the database is installed.
    /// - Throws: ``FileError``: code `ENOENT` when there is no such zone, `EBADMSG` when the file is no time-zone file or
    ///   counts leap seconds, `EFBIG` when it has more than 1 MiB.
    package init(named name: TimeZoneName, in folder: String = "/usr/share/zoneinfo") throws(FileError) {
        let path = "\(folder)/\(name)"
        let bytes = try Files.read(path, limit: 1 << 20)
        do throws(MalformedTimeZone) {
            self = try TimeZoneReader.rules(in: bytes)
        } catch {
            throw FileError(operation: "make sense of", path: path, code: EBADMSG)
        }
    }

    init(offsets: [Offset], changes: [Change], recurring: RecurringOffset?) {
        (self.offsets, self.changes, self.recurring) = (offsets, changes, recurring)
    }

    /// The offset that holds at a moment.
    package func offset(at date: Date) -> Offset {
        let time = Self.seconds(date)
        let next = changes.partitioningIndex { $0.time > time }
        if next == changes.count, let recurring { return recurring.offset(at: time) }
        return offsets[next == 0 ? 0 : changes[next - 1].offset]
    }

    /// Whole seconds since 1970, held within the years that can be reckoned with.
    private static func seconds(_ date: Date) -> Int64 {
        let seconds = date.timeIntervalSince1970.rounded(.down)
        let farthest: Int64 = 1 << 55
        return min(max(Int64(exactly: seconds) ?? (seconds < 0 ? -farthest : farthest), -farthest), farthest)
    }
}

extension Array {
    /// The index of the first element of which `isLater` is true, when it is true of all that follow.
    fileprivate func partitioningIndex(where isLater: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isLater(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
