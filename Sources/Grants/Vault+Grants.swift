import FoundationEssentials
import Recordings

extension Vault {
    /// The grant stored as `name`, or nothing when none was.
    ///
    /// - Throws: ``VaultError``, with code `.unknownFormat` when the entry is no grant.
    package func grant(_ name: Name) throws(VaultError) -> Grant? {
        guard let content = try read(name) else { return nil }
        let record = try? JSONDecoder().decode(GrantRecord.self, from: Data(content))
        guard let grant = record.flatMap(Grant.init) else { throw VaultError(.unknownFormat, name.text) }
        return grant
    }

    /// Stores `grant` as `name`, on disk when this returns.
    package func store(_ grant: Grant, as name: Name) throws(VaultError) {
        guard let content = try? JSONEncoder().encode(GrantRecord(grant)) else {
            throw VaultError(.cannotSeal, name.text)
        }
        try write(Array(content), as: name)
    }
}

/// A grant as it is written before it is sealed; the only place where tokens stand as text.
private struct GrantRecord: Codable {
    var person: String
    var personKey: String
    var email: String
    var displayName: String
    var organization: String?
    var organizationKey: String?
    var authorizedAt: Date
    var scopes: [String]
    var accessToken: String
    var obtainedAt: Date
    var renewal: Date
    var accessExpiry: Date
    var refreshToken: String
    var refreshExpiry: Date?
    /// Not in files from before a grant could be released in place.
    var isReleased: Bool?
    var endedAt: Date?

    init(_ grant: Grant) {
        person = grant.holder.id.publicID
        personKey = grant.holder.id.key
        email = grant.holder.email.text
        displayName = grant.holder.displayName
        organization = grant.holder.organization?.publicID
        organizationKey = grant.holder.organization?.key
        authorizedAt = grant.authorizedAt
        scopes = grant.scopes
        accessToken = grant.accessToken.reveal()
        obtainedAt = grant.obtainedAt
        renewal = grant.renewal
        accessExpiry = grant.accessExpiry
        refreshToken = grant.refreshToken.reveal()
        refreshExpiry = grant.refreshExpiry
        isReleased = grant.isReleased
        endedAt = grant.endedAt
    }
}

extension Grant {
    fileprivate init?(_ record: GrantRecord) {
        guard let email = EmailAddress(record.email) else { return nil }
        let organization = record.organization.map {
            OrganizationID(publicID: $0, key: record.organizationKey ?? $0)
        }
        self.init(
            holder: Holder(
                id: PersonID(publicID: record.person, key: record.personKey), email: email,
                displayName: record.displayName, organization: organization),
            authorizedAt: record.authorizedAt, scopes: record.scopes, accessToken: Secret(record.accessToken),
            obtainedAt: record.obtainedAt, renewal: record.renewal, accessExpiry: record.accessExpiry,
            refreshToken: Secret(record.refreshToken), refreshExpiry: record.refreshExpiry,
            isReleased: record.isReleased ?? false, endedAt: record.endedAt)
    }
}
