/// A person or a bot.
package struct Account: Sendable, Equatable {
    /// What sort of account it is.
    package enum Kind: String, Sendable { case person, bot }

    /// What somebody may do beyond their own things.
    package enum Role: String, Sendable, CaseIterable { case admin, complianceOfficer }

    /// The room that a host owns and can meet in at any time.
    package struct PersonalRoom: Sendable, Equatable {
        package var number: String
        package var link: String
    }

    /// A UUID in lower case.
    package var id: String
    package var kind: Kind
    /// In lower case.
    package var email: String
    package var name: String
    package var organization: Company.Organization
    package var roles: Set<Role>
    /// The IANA name, where Webex is told it.
    package var timeZone: String?
    package var personalRoom: PersonalRoom?

    /// What friends say, and what a mention shows: the first word of the name.
    package var firstName: String { name.split(separator: " ").first.map(String.init) ?? name }
    /// What is left of the name after the first word.
    package var lastName: String { name.split(separator: " ").dropFirst().joined(separator: " ") }
}
