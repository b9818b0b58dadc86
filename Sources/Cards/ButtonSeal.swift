package import Cryptography
package import FoundationEssentials
package import Recordings

/// Closes what a button says about a meeting, so that nobody can make one up or use somebody else's.
///
/// The seal is an HMAC-SHA-256 over the person, the meeting and the time until which it holds; nothing in it is secret.
package struct ButtonSeal: Sendable {
    private let keys: [[UInt8]]

    /// How long a button of ours works: longer than anybody would look for the card again.
    package static let lifetime: TimeInterval = 30 * 86_400

    /// - Parameter keys: The first seals, every one opens; each derived for this purpose alone.
    package init(keys: [[UInt8]]) { self.keys = keys }

    /// Closes a meeting into a text that only opens for `person`.
    ///
    /// - Parameters:
    ///   - meeting: The instance that the button stands for.
    ///   - person: Who gets the card.
    ///   - now: Counted from here, it opens for ``lifetime``.
    /// - Returns: Letters, digits, `.`, `-` and `_`.
    /// - Throws: ``CryptographyError`` when there is no key, or OpenSSL fails.
    package func seal(
        _ meeting: MeetingID, for person: PersonID, at now: Date
    ) throws(CryptographyError) -> String {
        guard let key = keys.first else { throw CryptographyError(.wrongKeyLength, "seal a button") }
        let claim = Claim(meeting: meeting, expiry: Int64(now.timeIntervalSince1970 + Self.lifetime))
        let code = try Digest.hmac(claim.message(to: person), key: key, .sha256)
        return "\(claim.expiry).\(Base64URL.encode(Array(meeting.text.utf8))).\(Base64URL.encode(code))"
    }

    /// The meeting that a button stands for.
    ///
    /// - Parameters:
    ///   - text: What ``seal(_:for:at:)`` made, as far as anybody can tell.
    ///   - person: The verified author of the submission.
    ///   - now: Compared with the time until which the seal holds.
    /// - Returns: Nothing when it was made for somebody else, is too old, or was never ours.
    package func open(_ text: String, for person: PersonID, at now: Date) -> MeetingID? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let expiry = Int64(parts[0]), Double(expiry) > now.timeIntervalSince1970,
            let name = Base64URL.decode(parts[1]), let meeting = String(validating: name, as: UTF8.self),
            let code = Base64URL.decode(parts[2])
        else { return nil }
        let claim = Claim(meeting: MeetingID(meeting), expiry: expiry)
        let isOurs = keys.contains { key in
            guard let expected = try? Digest.hmac(claim.message(to: person), key: key, .sha256) else { return false }
            return Digest.areEqual(code, expected)
        }
        return isOurs ? claim.meeting : nil
    }
}

/// What a seal vouches for.
private struct Claim {
    let meeting: MeetingID
    /// Seconds since 1970.
    let expiry: Int64

    /// No part can hold the zero byte that ends the one before it.
    func message(to person: PersonID) -> [UInt8] {
        Array("\(expiry)\0\(person.key)\0\(meeting.text)".utf8)
    }
}
