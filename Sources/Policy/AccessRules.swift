package import Recordings

/// Who may talk to the bot at all.
package struct AccessRules: Sendable, Equatable {
    package var approvedUsers: Set<EmailAddress>
    /// Whole domains in lower case; `*` approves everybody.
    package var approvedDomains: Set<String>
    /// Keys of organizations; when there are any, a person must belong to one of them as well.
    package var approvedOrganizations: Set<String>
    /// May always have the help and the state of the service, and nothing more by this alone.
    package var admins: Set<EmailAddress>

    package init(
        approvedUsers: Set<EmailAddress> = [], approvedDomains: Set<String> = [],
        approvedOrganizations: Set<String> = [], admins: Set<EmailAddress> = []
    ) {
        self.approvedUsers = approvedUsers
        self.approvedDomains = approvedDomains
        self.approvedOrganizations = approvedOrganizations
        self.admins = admins
    }

    /// Whether nobody at all can be approved: both lists of addresses are empty.
    package var approvesNobody: Bool { approvedUsers.isEmpty && approvedDomains.isEmpty }
}

/// How much of the bot somebody may use.
package enum Access: Sendable, Equatable {
    case everything
    /// The help and the state of the service; recordings are refused.
    case helpOnly
    case nothing
}

extension AccessRules {
    /// Decides how much of the bot `person` may use; any of the account's addresses can be the approved one.
    package func access(for person: Person) -> Access {
        guard person.kind == .person else { return .nothing }
        if isApproved(person) { return .everything }
        return isAdmin(person) ? .helpOnly : .nothing
    }

    /// Whether `person` may see the state of the service.
    package func isAdmin(_ person: Person) -> Bool {
        person.kind == .person && person.emails.contains(where: admins.contains)
    }

    private func isApproved(_ person: Person) -> Bool {
        guard isInApprovedOrganization(person) else { return false }
        // An account without an address is on no list, not even on the one for everybody.
        return person.emails.contains { email in
            approvedUsers.contains(email) || approvedDomains.contains("*") || approvedDomains.contains(email.domain)
        }
    }

    private func isInApprovedOrganization(_ person: Person) -> Bool {
        guard !approvedOrganizations.isEmpty else { return true }
        return person.organization.map { approvedOrganizations.contains($0.key) } ?? false
    }
}
