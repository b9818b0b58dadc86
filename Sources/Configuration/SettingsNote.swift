import Policy

/// Something that the settings allow and that whoever wrote them should have meant.
package enum SettingsNote: String, Sendable, CaseIterable {
    case nobodyApproved = "nobody-approved"
    case everybodyApproved = "everybody-approved"
    case numberIsEnough = "number-is-enough"
    case noOfficers = "no-officers"
    case noAdmins = "no-admins"

    /// What follows from the settings.
    package var text: String {
        switch self {
        case .nobodyApproved: "nobody may talk to the bot: approved_users and approved_domains are both empty"
        case .everybodyApproved: "everybody who can write to the bot may: approved_domains holds \"*\""
        case .numberIsEnough:
            "whoever knows the number of a meeting, and the address of its host or of anybody invited, gets its recordings"
        case .noOfficers: "the first fit compliance officer who opens the bot's page gives the grant and keeps it"
        case .noAdmins: "nobody is told about problems, and nobody may ask the bot for its status"
        }
    }

    /// What to do where that was not meant.
    package var advice: String {
        switch self {
        case .nobodyApproved: "add your domain to approved_domains, such as \"example.com\""
        case .everybodyApproved: "name domains in approved_domains, or organizations in approved_orgs"
        case .numberIsEnough: "switch on respond_only_to_host or respond_only_to_invitees if that is too much"
        case .noOfficers: "name the officer in compliance_officers before others can reach the page"
        case .noAdmins: "name somebody in admins"
        }
    }
}

extension Settings {
    /// What whoever wrote these settings should have meant, in a fixed order.
    package var notes: [SettingsNote] {
        let findings: [(SettingsNote, Bool)] = [
            (.nobodyApproved, access.approvesNobody),
            (.everybodyApproved, access.approvedDomains.contains("*") && access.approvedOrganizations.isEmpty),
            (.numberIsEnough, !recordings.hostOnly && !recordings.inviteesOnly),
            (.noOfficers, complianceOfficers.isEmpty),
            (.noAdmins, access.admins.isEmpty),
        ]
        return findings.filter(\.1).map(\.0)
    }
}
