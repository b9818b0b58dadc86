/// The bytes are no time-zone file, or none whose times are those of POSIX.
struct MalformedTimeZone: Error {}

/// Reads the binary time-zone format of all its versions.
///
/// A file has a block of 32-bit times; from version 2 on a block of 64-bit times follows, which says the same and more, and
/// a rule for everything later.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc9636>
struct TimeZoneReader {
    /// How many elements of each kind a block has, and the version of its file.
    private struct Header {
        var version: UInt8
        var utcMarks, standardMarks, leapSeconds, changes, offsets, nameBytes: Int

        /// In bytes; `width` is that of a time.
        func blockSize(width: Int) -> Int {
            changes * (width + 1) + offsets * 6 + nameBytes + leapSeconds * (width + 4) + standardMarks + utcMarks
        }
    }

    private var rest: ArraySlice<UInt8>

    /// What the bytes of a file say.
    static func rules(in bytes: [UInt8]) throws(MalformedTimeZone) -> TimeZoneRules {
        var reader = TimeZoneReader(rest: bytes[...])
        let header = try reader.header()
        guard header.version != 0 else { return try reader.block(header, width: 4, isLast: true) }
        _ = try reader.take(header.blockSize(width: 4))
        return try reader.block(try reader.header(), width: 8, isLast: false)
    }

    private init(rest: ArraySlice<UInt8>) { self.rest = rest }

    private mutating func take(_ count: Int) throws(MalformedTimeZone) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw MalformedTimeZone() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private mutating func header() throws(MalformedTimeZone) -> Header {
        guard try take(4).elementsEqual("TZif".utf8), let version = try take(1).first else { throw MalformedTimeZone() }
        _ = try take(15)
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(Self.number(try take(4)))) }
        let header = Header(
            version: version, utcMarks: counts[0], standardMarks: counts[1], leapSeconds: counts[2], changes: counts[3],
            offsets: counts[4], nameBytes: counts[5])
        // Files that count leap seconds have times of their own, which no clock of ours shows.
        guard header.offsets > 0, header.leapSeconds == 0 else { throw MalformedTimeZone() }
        return header
    }

    /// Reads a block and, unless it is the last thing in its file, the rule after it.
    private mutating func block(
        _ header: Header, width: Int, isLast: Bool
    ) throws(MalformedTimeZone) -> TimeZoneRules {
        let times = Self.chunks(try take(header.changes * width), of: width)
        let indices = try take(header.changes)
        let records = Self.chunks(try take(header.offsets * 6), of: 6)
        let names = try take(header.nameBytes)
        _ = try take(header.standardMarks + header.utcMarks)

        var offsets: [TimeZoneRules.Offset] = []
        for record in records { offsets.append(try Self.offset(record, names)) }
        let changes = zip(times, indices).map { time, index in
            TimeZoneRules.Change(time: Self.time(time), offset: Int(index))
        }
        guard zip(changes, changes.dropFirst()).allSatisfy({ $0.time < $1.time }),
            changes.allSatisfy({ $0.offset < offsets.count })
        else { throw MalformedTimeZone() }
        return TimeZoneRules(offsets: offsets, changes: changes, recurring: isLast ? nil : try recurringOffset())
    }

    /// The text between the two line feeds after the last block.
    private mutating func recurringOffset() throws(MalformedTimeZone) -> RecurringOffset? {
        let lineFeed = UInt8(ascii: "\n")
        guard try take(1).first == lineFeed, let end = rest.firstIndex(of: lineFeed) else { throw MalformedTimeZone() }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        guard !text.isEmpty else { return nil }
        guard let offset = RecurringOffset(text) else { throw MalformedTimeZone() }
        return offset
    }
}

extension TimeZoneReader {
    private static func chunks(_ bytes: ArraySlice<UInt8>, of size: Int) -> [ArraySlice<UInt8>] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { bytes[$0..<$0 + size] }
    }

    /// The most significant byte first.
    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func time(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.count == 8
            ? Int64(bitPattern: number(bytes)) : Int64(Int32(bitPattern: UInt32(truncatingIfNeeded: number(bytes))))
    }

    /// Seconds, whether they are those of daylight-saving time, and where the abbreviation begins.
    private static func offset(
        _ record: ArraySlice<UInt8>, _ names: ArraySlice<UInt8>
    ) throws(MalformedTimeZone) -> TimeZoneRules.Offset {
        let seconds = Int(time(record.prefix(4)))
        let (daylight, start) = (record[record.startIndex + 4], Int(record[record.startIndex + 5]))
        let name = names.dropFirst(start)
        guard daylight <= 1, let end = name.firstIndex(of: 0),
            let offset = TimeZoneRules.Offset(
                seconds: seconds, name: String(decoding: name[..<end], as: UTF8.self), isDaylight: daylight == 1)
        else { throw MalformedTimeZone() }
        return offset
    }
}

extension TimeZoneRules.Offset {
    /// Nothing when `seconds` is more than any place on Earth has, or `name` is not made of letters, digits and signs.
    init?(seconds: Int, name: String, isDaylight: Bool) {
        let isName = name.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "+", "-": true
            default: false
            }
        }
        // A day and an hour west to a day and two hours east, as the RFC has it.
        guard (-89_999...93_599).contains(seconds), (3...16).contains(name.utf8.count), isName else { return nil }
        self.init(seconds: seconds, abbreviation: name, isDaylight: isDaylight)
    }
}
