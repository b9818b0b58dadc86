/// A key pair with a certificate that it signed itself, both PEM.
///
/// For a server that people reach under names of their own, and for tests: the certificate is its own trust anchor, and
/// can sign for nobody else.
package struct SelfSignedPair: Sendable {
    package var certificate: String
    /// The private key: belongs in a file that nobody else can read.
    package var key: String

    /// Makes a pair for `hosts`, valid from a minute ago for `days` days.
    ///
    /// - Parameters:
    ///   - hosts: Names and IP addresses both; at least one.
    ///   - days: From now.
    /// - Throws: ``CryptographyError`` with code `.invalidHost` when `hosts` is empty or one of them can be no host.
    package init(hosts: [String], days: Int) throws(CryptographyError) {
        guard let first = hosts.first, hosts.allSatisfy(Self.canBeHost) else {
            throw CryptographyError(.invalidHost, "make a certificate")
        }
        let pair = try PrivateKey()
        let certificate = try Certificate()
        try certificate.setVersionAndSerialNumber()
        try certificate.setValidity(days: days)
        // The common name is for people only and has room for 64 characters; clients read the list of hosts.
        try certificate.setName(String(first.prefix(64)))
        try certificate.setHosts(hosts)
        try certificate.setLeaf()
        try certificate.sign(with: pair)
        self.certificate = try certificate.pem()
        key = try pair.pem()
    }

    private static func canBeHost(_ host: String) -> Bool {
        !host.isEmpty && host.utf8.count <= 253
            && host.utf8.allSatisfy { byte in
                let character = Character(Unicode.Scalar(byte))
                return byte < 0x80 && (character.isLetter || character.isNumber || "-.:*".contains(character))
            }
    }
}

extension SelfSignedPair: CustomStringConvertible, CustomReflectable {
    package var description: String { "(self-signed pair)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
