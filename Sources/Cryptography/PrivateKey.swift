import COpenSSL

/// Owns a fresh elliptic-curve key on P-256.
@safe struct PrivateKey: ~Copyable {
    let handle: OpaquePointer

    init() throws(CryptographyError) {
        unsafe handle = try unsafe CryptographyError.require(copenssl_generate_p256(), "make a key")
    }

    deinit { unsafe EVP_PKEY_free(handle) }

    /// The key in PKCS #8, not encrypted.
    func pem() throws(CryptographyError) -> String {
        let text = try MemoryText()
        try CryptographyError.check(
            unsafe PEM_write_bio_PrivateKey(text.handle, handle, nil, nil, 0, nil, nil), "write a key")
        return try text.read()
    }
}

/// Owns memory that OpenSSL writes text into.
@safe struct MemoryText: ~Copyable {
    let handle: OpaquePointer

    init() throws(CryptographyError) {
        unsafe handle = try unsafe CryptographyError.require(BIO_new(BIO_s_mem()), "make room for text")
    }

    deinit { unsafe BIO_free_all(handle) }

    /// All that was written since the last call.
    func read() throws(CryptographyError) -> String {
        var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(handle))
        let count = bytes.count
        let read = unsafe BIO_read(handle, &bytes, Int32(count))
        try CryptographyError.check(read == count, "read text back")
        return String(decoding: bytes, as: UTF8.self)
    }
}
