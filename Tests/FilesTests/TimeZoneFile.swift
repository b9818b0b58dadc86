/// A time-zone file as RFC 9636 has it, made by hand so that no test needs the system's database.
struct TimeZoneFile {
    struct Offset {
        var seconds: Int32
        var isDaylight: UInt8 = 0
        /// Where the abbreviation begins in ``TimeZoneFile/names``.
        var name: UInt8
    }

    var version: UInt8 = UInt8(ascii: "2")
    var offsets: [Offset]
    var names: String
    /// Times in seconds since 1970, and which offset holds from there.
    var changes: [(time: Int64, offset: UInt8)] = []
    var leapSeconds: [UInt8] = []
    var footer: String? = "\n\n"

    /// Central European Time with the changes of 2026, and the rule for later years.
    static let prague = TimeZoneFile(
        offsets: [
            .init(seconds: 3464, name: 0), .init(seconds: 3600, name: 4), .init(seconds: 7200, isDaylight: 1, name: 8),
        ],
        names: "LMT\0CET\0CEST\0",
        changes: [(-2_500_000_000, 1), (1_774_746_000, 2), (1_792_890_000, 1)],
        footer: "\nCET-1CEST,M3.5.0,M10.5.0/3\n")

    /// A zone that a footer alone describes.
    static func ruled(by footer: String) -> TimeZoneFile {
        TimeZoneFile(offsets: [.init(seconds: 0, name: 0)], names: "UTC\0", footer: "\n\(footer)\n")
    }

    var bytes: [UInt8] {
        guard version != 0 else { return header + block(width: 4) }
        // The old block is there for old readers; it may say nothing.
        let empty = TimeZoneFile(version: version, offsets: [.init(seconds: 0, name: 0)], names: "UTC\0")
        return empty.header + empty.block(width: 4) + header + block(width: 8) + Array((footer ?? "").utf8)
    }

    private var header: [UInt8] {
        let counts = [0, 0, leapSeconds.count / 12, changes.count, offsets.count, names.utf8.count]
        return Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
            + counts.flatMap { Self.big(Int64($0), 4) }
    }

    private func block(width: Int) -> [UInt8] {
        changes.flatMap { Self.big($0.time, width) } + changes.map(\.offset)
            + offsets.flatMap { Self.big(Int64($0.seconds), 4) + [$0.isDaylight, $0.name] } + Array(names.utf8)
            + leapSeconds
    }

    /// The last `width` bytes of `number`, the most significant first.
    private static func big(_ number: Int64, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * (width - 1 - $0))) }
    }
}
