import Cryptography
import Files
import JSONTree

/// What vouches for both ends of the log: the last line that is on the disk, and the last one that retention removed.
///
/// It is written after each group of lines that reached the disk, so it never names a line that is not there. The lines
/// alone cannot tell that some are missing behind the last one, or before the first.
struct ChainHead: Sendable, Equatable {
    /// Why a record is no head.
    enum Problem: Error, Equatable {
        case blank
        case malformed
        case newer(version: Int)
        /// Signed under a key of this name.
        case unknownKey(String)
        case wrongCode
    }

    /// Nothing before the first line is written.
    var last: ChainMark?
    /// Nothing as long as no file was removed.
    var anchor: ChainMark?
    /// When the lines of the current file were written.
    var day: CalendarDay
    /// Which process writes the log, for others to name.
    var process: Int32

    /// This head as it is written, signed.
    func record(signedBy keys: ChainKeys) throws(CryptographyError) -> [UInt8] {
        let facts: JSONValue = [
            "steward_audit": JSONValue(ChainMark.version),
            "last": JSONValue(last?.text),
            "anchor": JSONValue(anchor?.text),
            "day": .string(day.description),
            "process": JSONValue(Int(process)),
            "key": JSONValue(keys.signer),
        ]
        let signed = "\(facts.text.dropLast()),\"code\":\""
        return Array("\(signed)\(try keys.sign(Array(signed.utf8)))\"}".utf8)
    }

    /// Reads a head back.
    ///
    /// - Parameters:
    ///   - record: With or without the blanks that fill it up.
    ///   - keys: None to believe the record without a check.
    /// - Throws: ``Problem``.
    init(_ record: [UInt8], checkedBy keys: ChainKeys) throws(Problem) {
        guard let end = record.lastIndex(where: { !" \n\0".utf8.contains($0) }) else { throw .blank }
        let bytes = Array(record[...end])
        guard let value = try? JSONValue(parsing: bytes), let version = value["steward_audit"]?.integer else {
            throw .malformed
        }
        guard version <= ChainMark.version else { throw .newer(version: Int(version)) }
        guard let code = LastMember("code", of: bytes.dropLast()), let key = value["key"]?.string,
            let day = value["day"]?.string.flatMap({ CalendarDay($0) }),
            let process = value["process"]?.integer.flatMap({ Int32(exactly: $0) })
        else { throw .malformed }
        switch try? keys.check(code.value, of: Array(code.beforeValue), under: key) {
        case .authentic, .unchecked: break
        case .unknownKey: throw .unknownKey(key)
        case .wrong, nil: throw .wrongCode
        }
        (last, anchor) = (try Self.mark(value["last"]), try Self.mark(value["anchor"]))
        (self.day, self.process) = (day, process)
    }

    init(day: CalendarDay, process: Int32) { (self.day, self.process) = (day, process) }

    /// The process that a record names, whether or not its code is right.
    static func process(in record: [UInt8]) -> Int? {
        (try? JSONValue(parsing: record))?["process"]?.integer.map(Int.init)
    }

    private static func mark(_ value: JSONValue?) throws(Problem) -> ChainMark? {
        if value == .null { return nil }
        guard let mark = value?.string.flatMap({ try? ChainMark($0) }) else { throw .malformed }
        return mark
    }
}
