import Cryptography
package import Recordings

/// What deliveries are signed with: the first secret signs new registrations, every one is taken.
package struct WebhookSecrets: Sendable {
    /// The fields of a delivery that carry its signature, as they were received.
    package struct Signatures: Sendable {
        /// `X-Spark-Signature`: HMAC-SHA1 in hexadecimal.
        package var spark: String?
        /// `X-Webex-Signature`: HMAC-SHA256 or HMAC-SHA512 in hexadecimal, with or without `sha256=` in front.
        package var webex: String?

        package init(spark: String? = nil, webex: String? = nil) {
            self.spark = spark
            self.webex = webex
        }
    }

    /// What the signatures say about who sent a delivery.
    package enum Verdict: Sendable, Equatable {
        /// At least one of them was made with one of our secrets over exactly these bytes.
        case authentic
        /// There is none.
        case unsigned
        /// There are some, and none is right.
        case forged
    }

    /// What new registrations are signed with.
    package let signing: Secret
    private let keys: [[UInt8]]

    /// Takes the secret that signs, and those of earlier registrations.
    package init(signing: Secret, earlier: [Secret] = []) {
        self.signing = signing
        keys = ([signing] + earlier).map { Array($0.reveal().utf8) }
    }

    /// Judges a delivery by its raw bytes; nothing of it has been read yet.
    ///
    /// One right signature is enough: nobody without a secret can make any, and only `X-Spark-Signature` is documented well
    /// enough to insist on.
    ///
    /// - Parameters:
    ///   - body: Exactly as received.
    ///   - signatures: The fields beside it.
    /// - Returns: The verdict; takes the same time wherever a signature goes wrong.
    package func judge(_ body: [UInt8], _ signatures: Signatures) -> Verdict {
        if signatures.spark == nil, signatures.webex == nil { return .unsigned }
        let claims = [signatures.spark.flatMap(Claim.init(spark:)), signatures.webex.flatMap(Claim.init(webex:))]
        let isProven = claims.compactMap(\.self).contains { claim in
            keys.contains { key in claim.holds(for: body, key: key) }
        }
        return isProven ? .authentic : .forged
    }

    /// Tells registrations of different secrets apart without telling the secret: eight hexadecimal digits.
    package var fingerprint: String { get throws { try Self.fingerprint(of: Array(signing.reveal().utf8)) } }

    /// Those of every secret.
    package var fingerprints: Set<String> { get throws { Set(try keys.map(Self.fingerprint)) } }

    private static func fingerprint(of key: [UInt8]) throws -> String {
        Hexadecimal.encode(try Digest.derive(4, from: key, for: "steward webhook name"))
    }
}

/// What one signature field claims.
private struct Claim {
    let algorithm: Digest.Algorithm
    let digest: [UInt8]

    init?(spark value: String) {
        guard let digest = Hexadecimal.decode(value), digest.count == Digest.Algorithm.sha1.length else { return nil }
        self.digest = digest
        algorithm = .sha1
    }

    /// The algorithm is named in front, or else told by the length.
    init?(webex value: String) {
        let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let last = parts.last, let digest = Hexadecimal.decode(last),
            let algorithm = [.sha256, .sha512].first(where: { (it: Digest.Algorithm) in it.length == digest.count })
        else { return nil }
        let names = algorithm.length == Digest.Algorithm.sha256.length ? ["sha256", "sha-256"] : ["sha512", "sha-512"]
        guard parts.count == 1 || names.contains(parts[0].lowercased()) else { return nil }
        self.digest = digest
        self.algorithm = algorithm
    }

    /// A library that cannot compute vouches for nobody.
    func holds(for body: [UInt8], key: [UInt8]) -> Bool {
        guard let expected = try? Digest.hmac(body, key: key, algorithm) else { return false }
        return Digest.areEqual(expected, digest)
    }
}
