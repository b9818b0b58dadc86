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
