/// A line that is being typed without being shown, as a value: it is told every byte and answers what to do.
struct SecretLine: Sendable {
    /// What follows from a byte.
    enum Outcome: Equatable, Sendable {
        case goOn
        case entered(String)
        /// Nothing more will come.
        case ended
        /// Whoever types wants out.
        case interrupted
    }

    private var bytes: [UInt8] = []

    mutating func take(_ byte: UInt8) -> Outcome {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return .entered(String(decoding: bytes, as: UTF8.self))
        case Self.control("C"): return .interrupted
        case Self.control("D"): return bytes.isEmpty ? .ended : .goOn
        case Self.control("U"): bytes = []
        case Self.control("H"), 0x7F: removeCharacter()
        case 0..<0x20: break
        default: bytes.append(byte)
        }
        return .goOn
    }

    private mutating func removeCharacter() {
        while let byte = bytes.popLast(), byte & 0xC0 == 0x80 {}
    }

    private static func control(_ letter: Unicode.Scalar) -> UInt8 { UInt8(ascii: letter) - 0x40 }
}
