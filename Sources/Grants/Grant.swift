package import FoundationEssentials
package import Recordings
package import WebexAPI

/// The right to read as the person who gave it: the tokens, how long they last, and whose they are.
package struct Grant: Sendable, Equatable {
    /// Who authorized.
    package struct Holder: Sendable, Equatable {
        package var id: PersonID
        package var email: EmailAddress
        package var displayName: String
        package var organization: OrganizationID?

        package init(id: PersonID, email: EmailAddress, displayName: String, organization: OrganizationID? = nil) {
            self.id = id
            self.email = email
            self.displayName = displayName
            self.organization = organization
        }
    }

    package var holder: Holder
    /// When the holder authorized; renewing does not change it.
    package var authorizedAt: Date
    package var scopes: [String]

    package var accessToken: Secret
    /// When this access token was given.
    package var obtainedAt: Date
    /// From when on the access token should be renewed, well before it ends.
    package var renewal: Date
    package var accessExpiry: Date

    package var refreshToken: Secret
    /// When the holder must authorize anew unless the grant is used before; nothing when Webex did not say.
    package var refreshExpiry: Date?

    /// Whether the next person who is fit may give another in its place, whoever that is.
    package var isReleased = false
    /// When Webex said that it takes this grant no longer.
    package var endedAt: Date?
}

extension Grant {
    /// The part of an access token's life after which it is renewed, drawn anew each time: installations that were
    /// started together must not all renew together.
    package static let renewalRange = 0.6...0.9

    /// A grant that was given just now; nothing when the answer has no refresh token, without which it would soon end.
    ///
    /// - Parameters:
    ///   - answer: What Webex gave for the code.
    ///   - holder: Whose token it is, according to Webex.
    ///   - now: When the answer came.
    ///   - fraction: When to renew, as a part of the access token's life.
    package init?(_ answer: TokenAnswer, holder: Holder, at now: Date, renewingAt fraction: Double) {
        guard let refreshToken = answer.refreshToken else { return nil }
        let life = answer.expiresIn.timeInterval
        self.init(
            holder: holder, authorizedAt: now, scopes: answer.scopes, accessToken: answer.accessToken, obtainedAt: now,
            renewal: now.addingTimeInterval(life * fraction), accessExpiry: now.addingTimeInterval(life),
            refreshToken: refreshToken,
            refreshExpiry: answer.refreshExpiresIn.map { now.addingTimeInterval($0.timeInterval) })
    }

    /// From how long before its end on people should know of it, in seconds: 14 days.
    private static let warningTime: TimeInterval = 14 * 24 * 3600

    /// Whether the holder must soon authorize anew, as far as Webex said.
    package func isEnding(at now: Date) -> Bool { Self.isEnding(refreshExpiry, at: now) }

    /// The same for whoever knows of a grant only when it ends.
    ///
    /// - Parameters:
    ///   - end: Nothing where Webex did not say.
    ///   - now: The time.
    /// - Returns: Whether that is soon, or was.
    package static func isEnding(_ end: Date?, at now: Date) -> Bool {
        end.map { $0 < now.addingTimeInterval(warningTime) } ?? false
    }

    /// Whether the access token is to be renewed.
    ///
    /// A clock that was set back since the token was given says nothing about when it ends.
    func needsRenewal(at now: Date) -> Bool { now >= renewal || now.addingTimeInterval(60) < obtainedAt }

    /// Whether both come from the same answer of Webex.
    func isSame(as other: Grant) -> Bool { accessToken == other.accessToken && isOfOneAuthorization(with: other) }

    /// Whether somebody gave both when they authorized once; renewing changes nothing about that.
    func isOfOneAuthorization(with other: Grant) -> Bool {
        authorizedAt == other.authorizedAt && holder.id == other.holder.id
    }

    /// This grant with the tokens of `answer`; what the answer does not mention stays as it was.
    func renewed(with answer: TokenAnswer, at now: Date, renewingAt fraction: Double) -> Grant {
        var grant = self
        let life = answer.expiresIn.timeInterval
        grant.accessToken = answer.accessToken
        grant.obtainedAt = now
        grant.renewal = now.addingTimeInterval(life * fraction)
        grant.accessExpiry = now.addingTimeInterval(life)
        if let refreshToken = answer.refreshToken { grant.refreshToken = refreshToken }
        if let refreshLife = answer.refreshExpiresIn {
            grant.refreshExpiry = now.addingTimeInterval(refreshLife.timeInterval)
        }
        if !answer.scopes.isEmpty { grant.scopes = answer.scopes }
        return grant
    }
}

extension TokenAnswer {
    fileprivate var scopes: [String] { scope?.split(separator: " ").map(String.init) ?? [] }
}

extension Duration {
    fileprivate var timeInterval: TimeInterval { self / .seconds(1) }
}
