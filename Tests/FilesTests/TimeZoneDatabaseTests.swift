import Files
import FoundationEssentials
import Glibc
import Testing

/// The system's own database, against what the system's own reader makes of it.
@Suite(.enabled(if: Files.exists(ZoneDump.program) && Files.exists("/usr/share/zoneinfo/Europe/Prague")))
struct TimeZoneDatabaseTests {
    /// Changes of every kind: few, many, by half hours, in the other hemisphere, around Ramadan, of a whole day.
    static let zones = [
        "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Argentina/Buenos_Aires", "America/Caracas",
        "America/Havana", "America/Los_Angeles", "America/New_York", "America/Nuuk", "America/Phoenix",
        "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Gaza", "Asia/Jerusalem",
        "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang", "Asia/Shanghai", "Asia/Tehran", "Asia/Tokyo",
        "Atlantic/Azores", "Australia/Adelaide", "Australia/Lord_Howe", "Europe/Dublin", "Europe/Istanbul",
        "Europe/London", "Europe/Moscow", "Europe/Prague", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati",
    ]

    @Test(arguments: zones) func `every change from 1850 to 2100 is the system's`(name: String) throws {
        let lines = try ZoneDump.lines(of: name, years: "1850,2100")
        #expect(!lines.isEmpty)
        let rules = try TimeZoneRules(named: try #require(TimeZoneName(name)))
        for line in lines {
            #expect(rules.offset(at: line.time) == line.offset, "\(name) at \(line.time.timeIntervalSince1970)")
        }
    }
}

/// What `zdump` lists of a zone: the second before each change, and the second of it.
private enum ZoneDump {
    static let program = "/usr/bin/zdump"

    struct Line {
        var time: Date
        var offset: TimeZoneRules.Offset
    }

    struct Failure: Error { var text: String }

    static func lines(of zone: String, years: String) throws -> [Line] {
        guard let pipe = unsafe popen("LC_ALL=C \(program) -v -c \(years) \(zone)", "r") else {
            throw Failure(text: "popen")
        }
        defer { unsafe pclose(pipe) }
        var lines: [Line] = []
        var buffer = [CChar](repeating: 0, count: 512)
        while unsafe fgets(&buffer, Int32(buffer.count), pipe) != nil {
            let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map(String.init)
            // The ends of time, which come first and last, have no date on the right.
            if words.contains("NULL") { continue }
            lines.append(try line(words))
        }
        return lines
    }

    /// `Europe/Prague Sun Mar 29 01:00:00 2026 UT = Sun Mar 29 03:00:00 2026 CEST isdst=1 gmtoff=7200`.
    private static func line(_ words: [String]) throws -> Line {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 16, let month = months.firstIndex(of: words[2]), let day = Int(words[3]),
            let year = Int(words[5]), let seconds = Int(words[15].dropFirst("gmtoff=".count))
        else { throw Failure(text: words.joined(separator: " ")) }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(
            year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: clock[2])
        guard let time = calendar.date(from: parts) else { throw Failure(text: words.joined(separator: " ")) }
        return Line(
            time: time, offset: .init(seconds: seconds, abbreviation: words[13], isDaylight: words[14] == "isdst=1"))
    }
}
