import Intake
import Recordings
import Testing

@Suite struct WebhookSecretsTests {
    // Made with: openssl dgst -sha1 -hmac "correct horse battery" (and -sha256, -sha512).
    private static let body = Array("{\"resource\": \"messages\", \"event\":\"created\", \"note\":\"č\\u010d\"}\n".utf8)
    private static let sha1 = "e31a0ff7bd028674400724efb408a800d4a383c7"
    private static let sha256 = "82d8dbfe72a57b0b059121eadb30c1419b6ac374686b3418ec8165f4331d1ae1"
    private static let sha512 =
        "947a915000cfbf0819ea8a8715e09da4e4d0404c9464055f993ee516b1c62919"
        + "7301f70d328aaf17fad4c8e57f896d29fc684cffc96a8c4e7dab1d4991b3ccff"

    private let secrets = WebhookSecrets(signing: Secret("correct horse battery"))

    private func verdict(
        spark: String? = nil, webex: String? = nil, of body: [UInt8] = Self.body
    ) -> WebhookSecrets.Verdict {
        secrets.judge(body, WebhookSecrets.Signatures(spark: spark, webex: webex))
    }

    @Test(
        arguments: [
            (sha1, nil), (sha1.uppercased(), nil), (nil, sha256), (nil, "sha256=" + sha256), (nil, "SHA-256=" + sha256),
            (nil, sha512), (nil, "sha512=" + sha512), (sha1, "sha256=" + sha256),
            // What we do not understand of the less known field does not spoil the well known one.
            (sha1, "v2,base64:abcd"), (sha1, "sha256=" + String(sha256.reversed())),
        ] as [(String?, String?)])
    func `a right signature is enough`(spark: String?, webex: String?) {
        #expect(verdict(spark: spark, webex: webex) == .authentic)
    }

    @Test(
        arguments: [
            ("", nil), (String(sha1.dropLast()), nil), (sha1 + "00", nil), (" " + sha1, nil), ("sha1=" + sha1, nil),
            (sha256, nil), ("0" + sha1.dropFirst(), nil), (sha1 + "," + sha1, nil),
            (String(repeating: "g", count: 40), nil),
            (nil, ""), (nil, "="), (nil, "sha256="), (nil, sha1), (nil, "sha1=" + sha1), (nil, "sha512=" + sha256),
            (nil, "sha256=" + sha512), (nil, "md5=" + sha256), (nil, "sha256=sha256=" + sha256),
            (nil, "=" + sha256), (nil, "sha256=0" + sha256.dropFirst()),
        ] as [(String?, String?)])
    func `anything else proves nothing`(spark: String?, webex: String?) {
        #expect(verdict(spark: spark, webex: webex) == .forged)
    }

    @Test func `without a signature a delivery is unsigned`() { #expect(verdict() == .unsigned) }

    @Test func `one byte more, less or other is another body`() {
        for body in [Self.body + [0x20], Array(Self.body.dropLast()), [0x20] + Self.body.dropFirst(), []] {
            #expect(verdict(spark: Self.sha1, of: body) == .forged)
            #expect(verdict(webex: Self.sha256, of: body) == .forged)
        }
    }

    @Test func `after a rotation the old secret is taken and the new one signs`() {
        let rotated = WebhookSecrets(
            signing: Secret("new"), earlier: [Secret("older"), Secret("correct horse battery")])
        #expect(rotated.judge(Self.body, .init(spark: Self.sha1)) == .authentic)
        #expect(rotated.signing == Secret("new"))
        #expect(WebhookSecrets(signing: Secret("new")).judge(Self.body, .init(spark: Self.sha1)) == .forged)
    }

    @Test func `the fingerprint tells secrets apart and not what they are`() throws {
        let fingerprint = try secrets.fingerprint
        #expect(fingerprint.count == 8)
        #expect(
            try WebhookSecrets(signing: Secret("correct horse battery"), earlier: [Secret("x")]).fingerprint
                == fingerprint)
        #expect(try WebhookSecrets(signing: Secret("correct horse batterx")).fingerprint != fingerprint)
    }
}
