import COpenSSL

/// The algorithms, each looked up in OpenSSL once: a look-up costs as much as hashing a kilobyte.
///
/// `nonisolated(unsafe)`: OpenSSL never changes a fetched algorithm and lets every thread use it at once; these are never
/// freed. Nothing when the installation has no such algorithm, which the first use then reports.
enum Algorithms {
    nonisolated(unsafe) static let sha256 = unsafe EVP_MD_fetch(nil, "SHA256", nil)
    nonisolated(unsafe) static let hmac = unsafe EVP_MAC_fetch(nil, "HMAC", nil)
    nonisolated(unsafe) static let hkdf = unsafe EVP_KDF_fetch(nil, "HKDF", nil)
    nonisolated(unsafe) static let aes256GCM = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
}
