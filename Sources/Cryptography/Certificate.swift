import COpenSSL

/// Owns a certificate while it is filled in and signed, or read.
@safe struct Certificate: ~Copyable {
    private static let operation = "make a certificate"

    let handle: OpaquePointer

    init() throws(CryptographyError) {
        unsafe handle = try unsafe CryptographyError.require(X509_new(), Self.operation)
    }

    /// The first certificate of a PEM text.
    init(reading text: String, _ operation: String) throws(CryptographyError) {
        let bytes = Array(text.utf8)
        let memory = try MemoryText()
        try CryptographyError.check(
            unsafe BIO_write(memory.handle, bytes, Int32(bytes.count)) == bytes.count, operation)
        unsafe handle = try unsafe CryptographyError.require(
            PEM_read_bio_X509(memory.handle, nil, nil, nil), operation)
    }

    deinit { unsafe X509_free(handle) }

    /// Version 3, the one with extensions, and a random serial number, by which clients tell certificates apart.
    func setVersionAndSerialNumber() throws(CryptographyError) {
        // Versions are counted from zero.
        try CryptographyError.check(unsafe X509_set_version(handle, 2), Self.operation)
        // One bit is kept clear: serial numbers are positive.
        let number = try Random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } >> 1
        try CryptographyError.check(
            unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(handle), number), Self.operation)
    }

    /// From a minute ago, for clients whose clock is a little behind ours, to `days` days from now.
    func setValidity(days: Int) throws(CryptographyError) {
        _ = try unsafe CryptographyError.require(X509_gmtime_adj(X509_getm_notBefore(handle), -60), Self.operation)
        _ = try unsafe CryptographyError.require(
            X509_time_adj_ex(X509_getm_notAfter(handle), Int32(clamping: days), 0, nil), Self.operation)
    }

    /// Names both the holder and, as for anything self-signed, the issuer.
    func setName(_ commonName: String) throws(CryptographyError) {
        let name = unsafe X509_get_subject_name(handle)
        let text = Array(commonName.utf8)
        try CryptographyError.check(
            unsafe X509_NAME_add_entry_by_NID(
                name, NID_commonName, MBSTRING_FLAG, text, Int32(text.count), -1, 0),
            Self.operation)
        try CryptographyError.check(unsafe X509_set_issuer_name(handle, name), Self.operation)
    }

    /// The hosts that clients accept the certificate for.
    func setHosts(_ hosts: [String]) throws(CryptographyError) {
        let names = try unsafe CryptographyError.require(GENERAL_NAMES_new(), Self.operation)
        defer { unsafe GENERAL_NAMES_free(names) }
        for host in hosts {
            let name = try unsafe Self.generalName(host)
            // The list owns the name from here on; the count it answers is positive when it took it.
            try CryptographyError.check(unsafe OPENSSL_sk_push(names, name) > 0, Self.operation)
        }
        try CryptographyError.check(
            unsafe X509_add1_ext_i2d(handle, NID_subject_alt_name, UnsafeMutableRawPointer(names), 0, 0),
            Self.operation)
    }

    /// Marks the certificate as one that signs for nobody else.
    func setLeaf() throws(CryptographyError) {
        let constraints = try unsafe CryptographyError.require(BASIC_CONSTRAINTS_new(), Self.operation)
        defer { unsafe BASIC_CONSTRAINTS_free(constraints) }
        let isCritical: Int32 = 1
        try CryptographyError.check(
            unsafe X509_add1_ext_i2d(handle, NID_basic_constraints, constraints, isCritical, 0), Self.operation)
    }

    func sign(with key: borrowing PrivateKey) throws(CryptographyError) {
        try CryptographyError.check(unsafe X509_set_pubkey(handle, key.handle), Self.operation)
        // Answers the length of the signature.
        let length = unsafe X509_sign(handle, key.handle, Algorithms.sha256)
        try CryptographyError.check(length > 0, Self.operation)
    }

    func pem() throws(CryptographyError) -> String {
        let text = try MemoryText()
        try CryptographyError.check(unsafe PEM_write_bio_X509(text.handle, handle), "write a certificate")
        return try text.read()
    }

    /// `host` as an IP address where it reads as one, else as a name.
    private static func generalName(_ host: String) throws(CryptographyError) -> UnsafeMutablePointer<GENERAL_NAME> {
        for kind in host.contains(":") ? [GEN_IPADD] : [GEN_IPADD, GEN_DNS] {
            if let name = unsafe a2i_GENERAL_NAME(nil, nil, nil, kind, host, 0) { return unsafe name }
            ERR_clear_error()
        }
        throw CryptographyError(.invalidHost, operation)
    }
}
