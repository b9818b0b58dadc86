import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

/// What people have authorized integrations to do, which they can take back.
///
/// To Webex, all that one person gave to one integration is one authorization.
extension Cloud {
    static let grantRoutes = [
        Route(.get, "/v1/authorizations", listGrants),
        Route(.delete, "/v1/authorizations/{id}", revokeGrant),
    ]

    private func listGrants(_ call: Call) throws -> ServerResponse {
        let caller = try caller(of: call)
        guard let owner = try grantOwner(call) else { throw APIError.badRequest("personId or personEmail is needed.") }
        try require(caller, mayManageGrantsOf: owner)
        let granted = withState { $0.tokens.granted(by: owner, now: call.now) }
        return .json(["items": .array(granted.map { [json(of: owner, granted: $0)] } ?? [])])
    }

    private func revokeGrant(_ call: Call) throws -> ServerResponse {
        let caller = try caller(of: call)
        let owner = company.accounts.first { grantID(of: $0) == call.id }
        guard let owner, withState({ $0.tokens.granted(by: owner, now: call.now) }) != nil else {
            throw APIError.notFound
        }
        try require(caller, mayManageGrantsOf: owner)
        withState { $0.tokens.revokeGrants(of: owner) }
        return ServerResponse(.noContent)
    }

    /// Whom the query names.
    private func grantOwner(_ call: Call) throws -> Account? {
        if let id = call.query("personId") {
            guard let account = ids.key(of: id, .person).flatMap({ company.account(id: $0) }) else {
                throw APIError.notFound
            }
            return account
        }
        return call.query("personEmail").flatMap { company.account(email: $0) }
    }

    /// People manage their own, administrators everybody's.
    private func require(_ caller: Caller, mayManageGrantsOf owner: Account) throws {
        guard caller.account == owner || caller.account.roles.contains(.admin) else { throw APIError.forbidden }
    }

    private func grantID(of owner: Account) -> String { "\(company.integration.clientID).\(owner.id)" }

    private func json(of owner: Account, granted: Date) -> JSONValue {
        [
            "id": .string(grantID(of: owner)), "applicationId": .string(company.integration.clientID),
            "applicationName": .string(company.integration.name), "personId": .string(ids.encode(.person, owner.id)),
            "clientId": .string(company.integration.clientID), "created": .string(Timestamp.milliseconds(granted)),
        ]
    }
}
