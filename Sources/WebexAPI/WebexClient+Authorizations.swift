import HTTPTypes
package import Recordings

/// One authorization as `GET /authorizations` lists it.
private struct AuthorizationItem: Decodable {
    var id: String
    var clientId: String?
}

/// The list, which has no pages.
private struct AuthorizationList: Decodable { var items: [AuthorizationItem] }

extension WebexClient {
    /// Takes back what `person` gave to the integration with this client id, and to no other.
    ///
    /// Never by the client id alone: Webex would take that for everybody of the organization.
    ///
    /// - Parameters:
    ///   - person: Mostly the one of this credential.
    ///   - clientID: Of the integration.
    /// - Returns: How many authorizations there were.
    /// - Throws: ``WebexError``, with code `.forbidden` where the credential may not do that.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/authorizations>
    package func revokeAuthorizations(of person: PersonID, to clientID: String) async throws -> Int {
        let call = WebexCall("/authorizations", at: baseURL, query: [("personId", person.publicID)])
        let items = try await answer(to: call, as: AuthorizationList.self).items.filter { $0.clientId == clientID }
        for item in items {
            do {
                _ = try await send(
                    WebexCall("/authorizations/{id}", method: .delete, id: item.id, at: baseURL))
            } catch let error as WebexError where error.code == .notFound {
                // Somebody else has taken it back meanwhile.
            }
        }
        return items.count
    }
}
