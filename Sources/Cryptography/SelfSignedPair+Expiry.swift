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
        let read = try Certificate(reading: certificate, operation)
        var (days, seconds): (Int32, Int32) = (0, 0)
        // From the beginning of 1970, which no certificate ends before.
        let epoch = try unsafe CryptographyError.require(ASN1_TIME_set(nil, 0), operation)
        defer { unsafe ASN1_TIME_free(epoch) }
        try CryptographyError.check(
            unsafe ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notAfter(read.handle)), operation)
        return Date(timeIntervalSince1970: Double(days) * 86_400 + Double(seconds))
    }

    /// Whether the first certificate of a PEM text names `host`, as a name or as an address.
    ///
    /// - Parameters:
    ///   - certificate: The whole text of the file.
    ///   - host: A name, or an address without brackets.
    /// - Returns: `false` also when it is for another name alone.
    /// - Throws: ``CryptographyError`` when there is no certificate in it.
    package static func isMade(_ certificate: String, for host: String) throws(CryptographyError) -> Bool {
        let read = try Certificate(reading: certificate, "read a certificate")
        return unsafe X509_check_host(read.handle, host, host.utf8.count, 0, nil) == 1
            || X509_check_ip_asc(read.handle, host, 0) == 1
    }
}
