import Cryptography
import FoundationEssentials
import Recordings

/// What belongs together in one authorization.
struct AuthorizationAttempt: Equatable {
    /// Goes to Webex and comes back.
    let state: String
    /// Stays with the browser that began.
    let browser: String
    /// Stays with us until the code is exchanged (RFC 7636).
    let verifier: Secret

    /// The S256 challenge of the verifier, which Webex is shown first.
    var challenge: String {
        get throws(CryptographyError) { Base64URL.encode(try Digest.sha256(verifier.reveal().utf8)) }
    }
}

/// Makes states and knows its own again, each good once, for ten minutes and in one browser.
///
/// Nothing is remembered of an authorization that begins, so nobody can fill our memory or push others out of it: a state
/// carries its end and a code that only this process can make, and what belongs to it is derived from it under the same
/// key. What has been used is remembered until it has ended anyway.
struct AuthorizationStates {
    static let life: TimeInterval = 600
    /// More come back in ten minutes only when somebody makes them; the oldest are then forgotten.
    static let maximumUsed = 10_000

    private static let nonceLength = 16
    private static let expiryLength = 8
    private static let codeLength = 16

    private let key: [UInt8]
    /// The nonces that came back, each with its end.
    private var used: [[UInt8]: Date] = [:]

    /// - Parameter key: Secret, 32 bytes, of this process.
    init(key: [UInt8]) { self.key = key }

    /// Begins an attempt.
    func issue(at now: Date) throws(CryptographyError) -> AuthorizationAttempt {
        let expiry = UInt64(max(0, now.timeIntervalSince1970 + Self.life))
        let core =
            try Random.bytes(Self.nonceLength)
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: expiry >> ($0 * 8)) }
        return try attempt(core)
    }

    /// Uses up the state that a browser came back with.
    ///
    /// - Parameters:
    ///   - state: As it stood in the address.
    ///   - browser: What the browser kept.
    ///   - now: The time.
    /// - Returns: The attempt, when it is ours, open, and of this browser.
    /// - Throws: ``StateProblem``; nothing is used up then.
    mutating func redeem(
        _ state: String?, browser: String?, at now: Date
    ) throws(StateProblem) -> AuthorizationAttempt {
        guard let state else { throw .missing }
        guard let core = core(of: state), let attempt = try? attempt(core),
            Digest.areEqual(Array(attempt.state.utf8), Array(state.utf8))
        else { throw .unknown }
        let nonce = Array(core.prefix(Self.nonceLength))
        let expiry = Date(
            timeIntervalSince1970: Double(core.dropFirst(Self.nonceLength).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        guard now < expiry else { throw .expired }
        guard let browser, Digest.areEqual(Array(browser.utf8), Array(attempt.browser.utf8)) else {
            throw .foreignBrowser
        }
        guard used[nonce] == nil else { throw .used }
        remember(nonce, until: expiry, at: now)
        return attempt
    }

    private mutating func remember(_ nonce: [UInt8], until expiry: Date, at now: Date) {
        if used.count >= Self.maximumUsed {
            used = used.filter { $0.value > now }
            if used.count >= Self.maximumUsed, let oldest = used.min(by: { $0.value < $1.value }) {
                used[oldest.key] = nil
            }
        }
        used[nonce] = expiry
    }

    /// Nonce and end of a state, which may be anybody's.
    private func core(of state: String) -> [UInt8]? {
        guard let bytes = Base64URL.decode(state), bytes.count == Self.nonceLength + Self.expiryLength + Self.codeLength
        else { return nil }
        return Array(bytes.dropLast(Self.codeLength))
    }

    private func attempt(_ core: [UInt8]) throws(CryptographyError) -> AuthorizationAttempt {
        AuthorizationAttempt(
            state: Base64URL.encode(core + (try derive("state", core)).prefix(Self.codeLength)),
            browser: Base64URL.encode(try derive("browser", core)),
            verifier: Secret(Base64URL.encode(try derive("verifier", core))))
    }

    private func derive(_ purpose: String, _ core: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try Digest.hmac(Array("\(purpose)\n".utf8) + core, key: key, .sha256)
    }
}

/// Why a browser that comes back is not one that we sent.
package enum StateProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no state in the address.
    case missing
    /// It was not made by this process.
    case unknown
    /// It began more than ten minutes ago.
    case expired
    case used
    /// It began in another browser, or this one has lost its cookie.
    case foreignBrowser

    /// For the operator.
    package var description: String {
        switch self {
        case .missing: "no state came back"
        case .unknown: "its state is not of this process"
        case .expired: "it began more than ten minutes ago"
        case .used: "its state was used already"
        case .foreignBrowser: "it began in another browser"
        }
    }
}
