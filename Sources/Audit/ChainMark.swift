/// What one line hands on to the next: its number and its code, written as `1.4711.9f3a2c1b.<code>`.
///
/// The parts are the version of the format, the number of the line in the whole log, counted from 1 over all files, the
/// name of the key, and the HMAC-SHA-256 in URL-safe base64.
struct ChainMark: Sendable, Equatable {
    /// The version that this program writes, and the latest it reads.
    static let version = 1

    /// Why a text is no mark.
    enum Problem: Error, Equatable {
        case malformed
        case newer(version: Int)
    }

    /// The whole mark as it is written; two marks are the same when their texts are.
    let text: String
    let number: Int
    /// The name of the key that made the code.
    let key: String
    let code: String

    init(number: Int, key: String, code: String) {
        text = Self.beginning(number: number, key: key) + code
        (self.number, self.key, self.code) = (number, key, code)
    }

    init(_ text: String) throws(Problem) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let version = parts.first.flatMap({ Int($0) }), version > 0 else { throw .malformed }
        guard version <= Self.version else { throw .newer(version: version) }
        // The greatest number there is would leave none for the next line.
        guard parts.count == 4, let number = Int(parts[1]), (1..<Int.max).contains(number) else { throw .malformed }
        self.text = text
        (self.number, key, code) = (number, String(parts[2]), String(parts[3]))
    }

    /// What stands before the code, and is signed with the rest of the line.
    static func beginning(number: Int, key: String) -> String { "\(version).\(number).\(key)." }
}
