import COpenSSL

/// Bytes that nobody can foretell.
package enum Random {
    /// Draws `count` random bytes.
    package static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try CryptographyError.check(unsafe RAND_bytes(&bytes, Int32(count)), "draw random bytes")
        return bytes
    }

    /// Draws `count` random bytes and writes them as a token that needs no escaping in a URL.
    package static func token(bytes count: Int = 32) throws(CryptographyError) -> String {
        Base64URL.encode(try bytes(count))
    }
}
