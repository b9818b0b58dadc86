import FoundationEssentials

/// The invented organization that the sandbox serves: who is in it, and what they met about.
package struct Company: Sendable {
    /// An organization that accounts belong to.
    package struct Organization: Sendable, Equatable {
        /// A UUID in lower case.
        package var id: String
        package var name: String
    }

    /// The OAuth client that people can authorize.
    package struct Integration: Sendable, Equatable {
        package var name: String
        package var clientID: String
        package var clientSecret: String
        /// What it may ask for; a request for anything else is `invalid_scope`.
        package var scopes: [String]
    }

    /// A group room.
    package struct Space: Sendable, Equatable {
        /// A UUID in lower case.
        package var id: String
        package var title: String
        /// The ids of the accounts in it.
        package var members: [String]
    }

    /// What the company is an example of, for whoever picks it.
    package var about: String?
    package var organization: Organization
    /// The Webex site that people are on unless something else is said, for example `example.webex.com`.
    package var site: String
    package var otherSites: [String]
    package var cluster: Cluster
    package var bot: Account
    /// What the bot's token says; it works nowhere but here.
    package var botToken: String
    package var integration: Integration
    package var people: [Account]
    package var spaces: [Space]
    package var meetings: [MeetingSeries]
    package var refusals: Refusals

    package var sites: [String] { [site] + otherSites }

    /// Everybody with an account, the bot included.
    package var accounts: [Account] { people + [bot] }

    /// The account with this id, in whatever case the UUID is written.
    package func account(id: String) -> Account? {
        let id = id.lowercased()
        return accounts.first { $0.id == id }
    }

    /// The account with this address, first or alias, in whatever case it is written.
    package func account(email: String) -> Account? {
        let email = email.lowercased()
        return accounts.first { $0.emails.contains(email) }
    }

    /// The instance with this id and the series it belongs to.
    package func instance(id: String) -> (series: MeetingSeries, instance: MeetingInstance)? {
        for series in meetings {
            if let instance = series.instances.first(where: { $0.id == id }) { return (series, instance) }
        }
        return nil
    }
}

/// Where the organization's data lives, as object ids spell it.
package enum Cluster: Sendable, Equatable {
    /// The original one, which ids call `us`.
    case original
    /// Any other one: three parts joined by colons, such as `urn:TEAM:eu-central-1_k`.
    case named(String)

    /// Reads `us` or a name of the form `urn:TEAM:…`.
    package init?(_ text: String) {
        if text == "us" {
            self = .original
        } else if text.hasPrefix("urn:TEAM:"), text.split(separator: ":").count == 3 {
            self = .named(text)
        } else {
            return nil
        }
    }

    /// What stands in an id between `ciscospark://` and the type.
    package var name: String {
        switch self {
        case .original: "us"
        case .named(let name): name
        }
    }

    /// The long name, which the service catalogue uses for the original cluster as well.
    package var urn: String {
        switch self {
        case .original: "urn:TEAM:us-east-2_a"
        case .named(let name): name
        }
    }
}
