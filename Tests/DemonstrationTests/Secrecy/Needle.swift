import Cryptography
import FoundationEssentials
import JSONTree
import Recordings

/// A text that must not stand where it does not belong, in whatever form somebody writes it down.
struct Needle: Sendable, Hashable {
    /// What it is, for whoever reads that it was found.
    let name: String
    let text: String

    /// Shorter pieces would be found by chance.
    static let shortestForm = 8

    /// As it stands, escaped for JSON or an address, in hexadecimal, and in Base64 wherever in a longer text it began.
    ///
    /// Upper and lower case are the same to whoever searches, so letters of ASCII are in lower case here.
    var forms: Set<[UInt8]> {
        let bytes = Array(text.utf8)
        let texts = [
            text, PercentEncoding.encode(text), PercentEncoding.encode(text) { _ in false }, Hexadecimal.encode(bytes),
            String(JSONValue.string(text).text.dropFirst().dropLast()),
        ]
        let base64 = (0..<3).flatMap { offset -> [String] in
            let encoded = Self.base64(bytes, after: offset)
            return [encoded, encoded.replacing("+", with: "-").replacing("/", with: "_")]
        }
        return Set((texts + base64).map { $0.utf8.map(Self.lowercased) }.filter { $0.count >= Self.shortestForm })
    }

    static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// What of the Base64 of a text is the same whatever stands before and behind `bytes`, of which `offset` more come
    /// before a group of three.
    private static func base64(_ bytes: [UInt8], after offset: Int) -> String {
        let all = Data(Array(repeating: 0, count: offset) + bytes).base64EncodedString()
        return String(all.prefix((offset + bytes.count) * 8 / 6).dropFirst(offset == 0 ? 0 : offset + 1))
    }
}

/// Looks for many needles in one pass over the bytes.
struct NeedleSearch {
    private typealias Candidate = (needle: Needle, form: [UInt8])
    /// By the first eight bytes of the form.
    private var candidates: [UInt64: [Candidate]] = [:]

    init(_ needles: some Sequence<Needle>) {
        for needle in needles {
            for form in needle.forms {
                let key = form.prefix(Needle.shortestForm).reduce(0) { $0 << 8 | UInt64($1) }
                candidates[key, default: []].append((needle, form))
            }
        }
    }

    /// The needles that stand in `bytes`, each with what stands around it where it was found first.
    func found(in bytes: [UInt8]) -> [Needle: String] {
        var found: [Needle: String] = [:]
        let folded = bytes.map(Needle.lowercased)
        var window: UInt64 = 0
        for (index, byte) in folded.enumerated() {
            window = window << 8 | UInt64(byte)
            guard let candidates = candidates[window] else { continue }
            let start = index + 1 - Needle.shortestForm
            for (needle, form) in candidates where start >= 0 && found[needle] == nil {
                guard folded[start...].starts(with: form) else { continue }
                let surroundings = bytes[max(0, start - 160)..<min(bytes.count, start + form.count + 40)]
                found[needle] = String(decoding: surroundings, as: UTF8.self)
            }
        }
        return found
    }
}
