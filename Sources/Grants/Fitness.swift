package import Recordings

/// Who may give the grant that recordings are read with.
package struct Fitness: Sendable {
    /// Why somebody may not.
    package enum Unfitness: Sendable, Equatable, CustomStringConvertible {
        /// A bot or a machine account, or one without an address.
        case notAPerson
        case notAnOfficer(EmailAddress)
        case anotherOrganization
        /// Without the list of officers the organization decides, and Webex did not tell it.
        case organizationUnknown
        /// Without the list of officers the first grant stays with its holder.
        case heldByAnother
        /// Webex does not show this account the recordings of others: it has no compliance officer's role.
        case mayNotReadRecordings
        /// Webex does not tell this account about personal rooms, so they could not be protected.
        case mayNotReadPersonalRooms

        /// For the operator.
        package var description: String {
            switch self {
            case .notAPerson: "not the account of a person"
            case .notAnOfficer(let email): "\(email) is not in compliance_officers"
            case .anotherOrganization: "a person of another organization than the bot's"
            case .organizationUnknown: "the person's organization, or the bot's, is not known"
            case .mayNotReadRecordings: "Webex does not show this account the recordings of the organization"
            case .mayNotReadPersonalRooms: "Webex does not tell this account about personal rooms"
            case .heldByAnother: "somebody else has authorized the bot; compliance_officers would say who may"
            }
        }
    }

    /// What was found about somebody.
    package enum Verdict: Sendable, Equatable {
        case fit(Grant.Holder)
        case unfit(Unfitness)
    }

    /// Whose grant a new one may take the place of.
    package enum Replaceable: Sendable {
        case grantOfAnybody
        case ownGrantOnly
    }

    /// The compliance officers; when there are none, anybody of the bot's organization.
    package var officers: [EmailAddress]
    /// The bot's organization, as far as it is known.
    package var organization: OrganizationID?

    package init(officers: [EmailAddress], organization: OrganizationID?) {
        self.officers = officers
        self.organization = organization
    }

    /// The holder that `person` becomes with a new grant, or why not.
    package func examine(_ person: Person) -> Verdict {
        // Of several addresses the one that is listed, so that it is found there again.
        let listed = person.emails.first(where: officers.contains)
        guard person.kind == .person, let email = listed ?? person.emails.first else { return .unfit(.notAPerson) }
        if !officers.isEmpty, Set(officers).isDisjoint(with: person.emails) {
            return .unfit(.notAnOfficer(email))
        }
        // Whoever is named may belong to another organization than the bot, such as its developer's.
        if officers.isEmpty {
            guard let ours = organization, let theirs = person.organization else { return .unfit(.organizationUnknown) }
            guard ours == theirs else { return .unfit(.anotherOrganization) }
        }
        return .fit(
            Grant.Holder(
                id: person.id, email: email, displayName: person.displayName, organization: person.organization))
    }

    /// The holder that `person` becomes, or the end of the authorization.
    func holder(_ person: Person) throws(AuthorizationError) -> Grant.Holder {
        switch examine(person) {
        case .fit(let holder): return holder
        case .unfit(let reason): throw .unfit(reason)
        }
    }

    /// Whose grant a new one may take the place of.
    var replaceable: Replaceable { officers.isEmpty ? .ownGrantOnly : .grantOfAnybody }
}
