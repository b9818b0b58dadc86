import Cryptography
import FoundationEssentials
import Testing

@Suite struct SelfSignedPairTests {
    @Test func `certificate and key are PEM`() throws {
        let pair = try SelfSignedPair(hosts: ["localhost"], days: 1)
        #expect(pair.certificate.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(pair.certificate.hasSuffix("-----END CERTIFICATE-----\n"))
        #expect(pair.key.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(pair.key.hasSuffix("-----END PRIVATE KEY-----\n"))
    }

    @Test func `the certificate names every host, names as names and addresses as addresses`() throws {
        let pair = try SelfSignedPair(hosts: ["steward.example.com", "192.0.2.7", "::1"], days: 1)
        let encoded = pair.certificate.split(separator: "\n").dropFirst().dropLast().joined()
        let certificate = Array(try #require(Data(base64Encoded: encoded)))
        // In DER a name of the list begins with 0x82 and its length, an address with 0x87 and its length.
        #expect(certificate.contains([0x82, 19] + Array("steward.example.com".utf8)))
        #expect(certificate.contains([0x87, 4, 192, 0, 2, 7]))
        #expect(certificate.contains([0x87, 16] + [UInt8](repeating: 0, count: 15) + [1]))
    }

    @Test(arguments: [1, 825, 36_500]) func `the certificate says when it ends`(days: Int) throws {
        let pair = try SelfSignedPair(hosts: ["localhost"], days: days)
        let left = try SelfSignedPair.expiry(of: pair.certificate).timeIntervalSinceNow
        #expect(abs(left - Double(days) * 86_400) < 60)
    }

    @Test(arguments: ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func `what is no certificate does not end`(text: String) {
        #expect(throws: CryptographyError.self) { try SelfSignedPair.expiry(of: text) }
    }

    @Test(arguments: [
        ("localhost", true), ("bot.example.com", true), ("127.0.0.1", true), ("example.com", false),
        ("a.bot.example.com", false), ("127.0.0.2", false),
    ])
    func `the certificate says whom it is for`(host: String, isMade: Bool) throws {
        let pair = try SelfSignedPair(hosts: ["localhost", "bot.example.com", "127.0.0.1"], days: 1)
        #expect(try SelfSignedPair.isMade(pair.certificate, for: host) == isMade)
    }

    @Test func `two pairs have nothing in common`() throws {
        let one = try SelfSignedPair(hosts: ["localhost"], days: 1)
        let other = try SelfSignedPair(hosts: ["localhost"], days: 1)
        #expect(one.key != other.key)
        #expect(one.certificate != other.certificate)
    }

    @Test(arguments: [
        [], [""], ["localhost", "a,DNS:b"], ["a b"], ["a:b"], ["ä.example"], [String(repeating: "a", count: 254)],
    ])
    func `what can be no host is refused`(hosts: [String]) {
        #expect(throws: CryptographyError(.invalidHost, "make a certificate")) {
            try SelfSignedPair(hosts: hosts, days: 1)
        }
    }

    @Test func `the key does not show itself`() throws {
        let pair = try SelfSignedPair(hosts: ["localhost"], days: 1)
        var dumped = ""
        dump(pair, to: &dumped)
        #expect(!(dumped + "\(pair)" + String(reflecting: pair)).contains("BEGIN"))
    }
}
