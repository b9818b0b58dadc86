/// Makes the same invented id for the same words on every start, so that ids in transcripts and fixtures stay true.
///
/// Nothing here is secret: the ids name invented things.
enum StableID {
    /// A UUID in lower case.
    static func uuid(_ words: String...) -> String {
        var bytes = bytes(words)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let text = hexadecimal(bytes)
        var parts: [Substring] = []
        var rest = text[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    /// 32 hexadecimal digits, as meetings and recordings are named.
    static func hexadecimal(_ words: String...) -> String { hexadecimal(bytes(words)) }

    /// 18 decimal digits, as they follow `_I_` in the id of an instance.
    static func digits(_ words: String...) -> String {
        let digits = String(hash(words, seed: 3) % 1_000_000_000_000_000_000)
        return String(repeating: "7", count: 18 - digits.count) + digits
    }

    private static func bytes(_ words: [String]) -> [UInt8] {
        [hash(words, seed: 1), hash(words, seed: 2)].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// FNV-1a with a final mix, because similar words should give ids that do not look alike.
    private static func hash(_ words: [String], seed: UInt64) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in words.joined(separator: "\u{0}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }
}
