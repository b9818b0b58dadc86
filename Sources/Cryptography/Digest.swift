import COpenSSL

/// Fingerprints of messages, with a key and without.
package enum Digest {
    /// The hash functions that a keyed digest can be built on.
    package enum Algorithm: Sendable {
        case sha1, sha256, sha512

        /// The length of the digest in bytes.
        package var length: Int {
            switch self {
            case .sha1: 20
            case .sha256: 32
            case .sha512: 64
            }
        }

        fileprivate var name: String {
            switch self {
            case .sha1: "SHA1"
            case .sha256: "SHA256"
            case .sha512: "SHA512"
            }
        }
    }

    /// The SHA-256 digest of `message`, 32 bytes.
    package static func sha256(_ message: some Sequence<UInt8>) throws(CryptographyError) -> [UInt8] {
        let bytes = Array(message)
        var digest = [UInt8](repeating: 0, count: Algorithm.sha256.length)
        try CryptographyError.check(
            unsafe EVP_Digest(bytes, bytes.count, &digest, nil, Algorithms.sha256, nil), "hash")
        return digest
    }

    /// The HMAC (RFC 2104) of `message` under `key`.
    package static func hmac(
        _ message: [UInt8], key: [UInt8], _ algorithm: Algorithm
    ) throws(CryptographyError) -> [UInt8] {
        let operation = "authenticate a message"
        let context = try unsafe CryptographyError.require(EVP_MAC_CTX_new(Algorithms.hmac), operation)
        defer { unsafe EVP_MAC_CTX_free(context) }
        // To OpenSSL a null pointer means "the key set before", so an empty key points at a byte that is not read.
        let keyBytes = key.isEmpty ? [0] : key
        try CryptographyError.check(
            unsafe copenssl_hmac_init(context, algorithm.name, keyBytes, key.count), operation)
        try CryptographyError.check(unsafe EVP_MAC_update(context, message, message.count), operation)
        var code = [UInt8](repeating: 0, count: algorithm.length)
        try CryptographyError.check(unsafe EVP_MAC_final(context, &code, nil, code.count), operation)
        return code
    }

    /// Whether two byte strings are the same, taking the same time whichever byte differs.
    ///
    /// Strings of unequal length are unequal at once: a length is no secret here.
    package static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        unsafe one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}
