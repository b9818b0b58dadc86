import COpenSSL

extension Digest {
    /// Derives a key from `key` with HKDF-SHA-256 (RFC 5869) without salt.
    ///
    /// One secret serves several purposes this way: a key for one purpose tells nothing of the others.
    ///
    /// - Parameters:
    ///   - length: Of the derived key in bytes, 1 to 8,160.
    ///   - key: A secret that is random already; a password is not.
    ///   - purpose: The `info` of the RFC, different for each use.
    /// - Returns: `length` bytes, the same ones for the same `key` and `purpose`.
    /// - Throws: ``CryptographyError`` with code `.wrongKeyLength` when `key` is empty or `length` out of range.
    package static func derive(
        _ length: Int, from key: [UInt8], for purpose: String
    ) throws(CryptographyError) -> [UInt8] {
        let operation = "derive a key"
        guard !key.isEmpty, (1...255 * Algorithm.sha256.length).contains(length) else {
            throw CryptographyError(.wrongKeyLength, operation)
        }
        let context = try unsafe CryptographyError.require(EVP_KDF_CTX_new(Algorithms.hkdf), operation)
        defer { unsafe EVP_KDF_CTX_free(context) }
        let info = Array(purpose.utf8)
        var derived = [UInt8](repeating: 0, count: length)
        try CryptographyError.check(
            unsafe copenssl_hkdf_derive(
                context, "SHA256", key, key.count, info, info.count, &derived, derived.count), operation)
        return derived
    }
}
