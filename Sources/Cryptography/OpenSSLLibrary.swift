import COpenSSL

/// The OpenSSL that the program runs with, which need not be the one that it was built with.
package enum OpenSSLLibrary {
    /// For example `3.0.17`.
    package static var version: String {
        guard let version = unsafe OpenSSL_version(OPENSSL_FULL_VERSION_STRING) else { return "unknown" }
        return unsafe String(cString: version)
    }
}
