import CWebSockets

/// A certificate and its key, PEM files both.
package struct TLSFiles: Sendable, Equatable {
    /// The certificate, with those that lead to its authority behind it.
    package var certificate: String
    package var key: String
    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

extension TLSFiles {
    /// Reads both, because the library would only say that it cannot.
    ///
    /// - Throws: ``WebServerError`` when one cannot be read, or they are no pair.
    package func check() throws(WebServerError) {
        let context = unsafe SSL_CTX_new(TLS_server_method())
        defer { unsafe SSL_CTX_free(context) }
        ERR_clear_error()
        guard unsafe SSL_CTX_use_certificate_chain_file(context, certificate) == 1 else {
            throw WebServerError(code: .badCertificate, detail: "\(certificate): \(TLSLibrary.lastError)")
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1,
            unsafe SSL_CTX_check_private_key(context) == 1
        else { throw WebServerError(code: .badCertificate, detail: "\(key): \(TLSLibrary.lastError)") }
    }
}

/// What we ask of OpenSSL beside what libwebsockets asks of it.
enum TLSLibrary {
    /// Whether `file` holds certificates that could be trusted.
    static func isAuthorityFile(_ file: String) -> Bool {
        let store = unsafe X509_STORE_new()
        defer { unsafe X509_STORE_free(store) }
        return unsafe X509_STORE_load_file(store, file) == 1
    }

    /// The words for the last failure on this thread, which is forgotten then.
    static var lastError: String {
        defer { ERR_clear_error() }
        return unsafe ERR_reason_error_string(ERR_peek_last_error()).map { unsafe String(cString: $0) }
            ?? "unknown error"
    }
}
