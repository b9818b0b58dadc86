import Cryptography

/// The keys that the audit log is signed with: the first signs, all of them check.
struct ChainKeys: Sendable {
    /// What a key says of a code.
    enum Verdict: Sendable, Equatable {
        case authentic
        /// The code is not the one that the named key makes.
        case wrong
        /// None of the keys has this name.
        case unknownKey
        /// There is no key to check with.
        case unchecked
    }

    private struct Key: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    private let keys: [Key]

    /// - Parameter keys: Each derived for this purpose alone; none when nothing can be signed or checked.
    /// - Throws: ``CryptographyError`` for an empty key, or when OpenSSL fails.
    init(_ keys: [[UInt8]]) throws(CryptographyError) {
        self.keys = try keys.map { bytes throws(CryptographyError) in
            // A name that tells nothing of the key, so that a line can say under which one it was signed.
            let name = try Digest.derive(4, from: bytes, for: "steward audit key name")
            return Key(name: Hexadecimal.encode(name), bytes: bytes)
        }
    }

    var isEmpty: Bool { keys.isEmpty }

    /// The name of the key that signs: 8 hexadecimal digits.
    var signer: String? { keys.first?.name }

    /// The code of `message` under the key that signs, in URL-safe base64.
    func sign(_ message: [UInt8]) throws(CryptographyError) -> String {
        guard let key = keys.first else { throw CryptographyError(.wrongKeyLength, "sign a line") }
        return try Self.code(of: message, under: key)
    }

    /// Whether `code` is that of `message` under the key called `name`.
    func check(_ code: String, of message: [UInt8], under name: String) throws(CryptographyError) -> Verdict {
        guard !keys.isEmpty else { return .unchecked }
        guard let key = keys.first(where: { $0.name == name }) else { return .unknownKey }
        // Texts are compared, for two texts may stand for the same bytes.
        let expected = try Self.code(of: message, under: key)
        return Digest.areEqual(Array(code.utf8), Array(expected.utf8)) ? .authentic : .wrong
    }

    private static func code(of message: [UInt8], under key: Key) throws(CryptographyError) -> String {
        Base64URL.encode(try Digest.hmac(message, key: key.bytes, .sha256))
    }
}
