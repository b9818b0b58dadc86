/// Somebody with a Webex account, as the people resource describes them.
package struct Person: Sendable, Equatable {
    /// What kind of account it is; only people are answered.
    package enum Kind: Sendable, Equatable { case person, bot, other }

    package var id: PersonID
    package var kind: Kind
    /// Every address of the account; the first is the primary one.
    package var emails: [EmailAddress]
    package var displayName: String
    package var organization: OrganizationID?
    /// The IANA name of the person's time zone, where Webex tells it.
    package var timeZone: String?

    package init(
        id: PersonID, kind: Kind, emails: [EmailAddress], displayName: String, organization: OrganizationID? = nil,
        timeZone: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.emails = emails
        self.displayName = displayName
        self.organization = organization
        self.timeZone = timeZone
    }
}
