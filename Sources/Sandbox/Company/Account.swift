/// A person or a bot.
package struct Account: Sendable, Equatable {
    /// What sort of account it is.
    package enum Kind: String, Sendable { case person, bot }

    /// What somebody may do beyond their own things.
    package enum Role: String, Sendable, CaseIterable { case admin, complianceOfficer }

    /// A room that a host owns and can meet in at any time; one on each site, at most.
    package struct PersonalRoom: Sendable, Equatable {
        package var number: String
        package var link: String
        package var site: String
    }

    /// A UUID in lower case.
    package var id: String
    package var kind: Kind
    /// Every address in lower case; the first is the one that Webex shows, the others are aliases.
    package var emails: [String]
    package var name: String
    package var organization: Company.Organization
    package var roles: Set<Role>
    /// The IANA name, where Webex is told it.
    package var timeZone: String?
    /// The Webex sites that the person belongs to; the first is the preferred one.
    package var sites: [String] = []
    package var personalRooms: [PersonalRoom] = []

    /// The address that Webex shows.
    package var email: String { emails.first ?? "" }
    /// What friends say, and what a mention shows: the first word of the name.
    package var firstName: String { name.split(separator: " ").first.map(String.init) ?? name }
    /// What is left of the name after the first word.
    package var lastName: String { name.split(separator: " ").dropFirst().joined(separator: " ") }

    /// The personal room on `site`, when there is one.
    package func personalRoom(on site: String) -> PersonalRoom? { personalRooms.first { $0.site == site } }
}
