package import Recordings

/// A person as `GET /people/{personId}` answers.
private struct PersonItem: Decodable {
    var id: String
    var emails: [String]?
    var displayName: String?
    var orgId: String?
    var timezone: String?
    var type: String?
}

extension WebexClient {
    /// Who the credential belongs to.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/people/get-my-own-details>
    package func me() async throws -> Person {
        Person(try await answer(to: WebexCall("/people/me", at: baseURL), as: PersonItem.self))
    }

    /// The person or bot with this id.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/people/get-person-details>
    package func person(_ id: PersonID) async throws -> Person {
        Person(try await answer(to: WebexCall("/people/{id}", id: id.publicID, at: baseURL), as: PersonItem.self))
    }

    /// The person with this address; Webex tells a bot of its own organization only.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/people/list-people>
    package func person(at address: EmailAddress) async throws -> Person? {
        let call = WebexCall("/people", at: baseURL, query: [("email", address.text), ("max", "2")])
        return try await allItems(of: call).map { (item: PersonItem) in Person(item) }
            .first { $0.emails.contains(address) }
    }
}

extension Person {
    fileprivate init(_ item: PersonItem) {
        let kind: Kind =
            switch item.type {
            case "person": .person
            case "bot": .bot
            default: .other
            }
        self.init(
            id: PersonID(item.id, .person), kind: kind, emails: (item.emails ?? []).compactMap { EmailAddress($0) },
            displayName: item.displayName ?? "", organization: item.orgId.map { OrganizationID($0, .organization) },
            timeZone: item.timezone)
    }
}
