import COpenSSL
package import FoundationEssentials

extension SelfSignedPair {
    /// When the first certificate of a PEM text ends, whoever signed it.
    ///
    /// - Parameter certificate: The whole text of the file.
    /// - Returns: To the second.
    /// - Throws: ``CryptographyError`` when there is no certificate in it.
    package static func expiry(of certificate: String) throws(CryptographyError) -> Date {
        let operation = "read a certificate"
        let bytes = Array(certificate.utf8)
        let text = try MemoryText()
        try CryptographyError.check(
            unsafe BIO_write(text.handle, bytes, Int32(bytes.count)) == bytes.count, operation)
        let read = try unsafe CryptographyError.require(PEM_read_bio_X509(text.handle, nil, nil, nil), operation)
        defer { unsafe X509_free(read) }
        var (days, seconds): (Int32, Int32) = (0, 0)
        // From the beginning of 1970, which no certificate ends before.
        let epoch = try unsafe CryptographyError.require(ASN1_TIME_set(nil, 0), operation)
        defer { unsafe ASN1_TIME_free(epoch) }
        try CryptographyError.check(
            unsafe ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notAfter(read)), operation)
        return Date(timeIntervalSince1970: Double(days) * 86_400 + Double(seconds))
    }
}
