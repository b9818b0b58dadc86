import FoundationEssentials
import HTTPTypes
import WebConnections

/// Whose token a request carries, and what it allows.
struct Caller {
    let account: Account
    let token: AccessToken

    func require(anyOf scopes: String...) throws {
        guard scopes.contains(where: token.scopes.contains) else { throw APIError.forbidden }
    }

    /// May read everybody's schedule in the organization.
    var readsAllSchedules: Bool { token.scopes.contains(Scope.adminSchedule) && !account.roles.isEmpty }

    /// May read everybody's recordings as a compliance officer.
    var isComplianceOfficer: Bool {
        token.scopes.contains(Scope.complianceMeetings) && account.roles.contains(.complianceOfficer)
    }

    /// May read everybody's recordings as an administrator.
    var isRecordingAdmin: Bool {
        token.scopes.contains(Scope.adminRecordings) && account.roles.contains(.admin)
    }
}

extension Cloud {
    /// Who is asking.
    ///
    /// - Throws: ``APIError`` 401 without a bearer token that is known and in force.
    func caller(of call: Call) throws -> Caller {
        guard let caller = caller(of: call.request, now: call.now) else { throw APIError.unauthorized }
        return caller
    }

    /// Who is asking, or nobody.
    func caller(of request: ServerRequest, now: Date) -> Caller? {
        let words = (request.fields[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer",
            let token = withState({ $0.tokens.accessToken(String(words[1]), now: now) }),
            let account = company.account(id: token.account)
        else { return nil }
        return Caller(account: account, token: token)
    }

    /// As `caller(of:)`, for calls about rooms and messages.
    func chatter(of call: Call) throws -> Account {
        let caller = try caller(of: call)
        try caller.require(anyOf: Scope.everything)
        return caller.account
    }
}
