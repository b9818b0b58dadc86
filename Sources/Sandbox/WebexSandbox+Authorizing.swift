/// Agreeing to what the bot asks for, as people do in a browser.
extension WebexSandbox {
    /// Opens the authorization page at `url` and agrees as the person.
    ///
    /// - Returns: Where the browser would be sent, with a code or with an error.
    package func approve(_ url: String, as email: String) throws(SandboxError) -> String {
        try authorize(url, as: person(email))
    }

    /// Opens the authorization page at `url` and declines.
    ///
    /// - Returns: Where the browser would be sent.
    package func decline(_ url: String) throws(SandboxError) -> String { try authorize(url, as: nil) }

    /// A token as people make one for themselves: it allows whatever their role allows.
    package func token(for email: String) throws(SandboxError) -> String {
        let account = try person(email)
        return cloud.withState { $0.tokens.issuePersonal(to: account, scopes: Scope.personal) }
    }

    private func authorize(_ url: String, as person: Account?) throws(SandboxError) -> String {
        guard let start = url.firstIndex(of: "?") else { throw .badAuthorization("The address has no query.") }
        let query = FormEncoding.parse(url[url.index(after: start)...])
        do throws(AuthorizationRequest.Refusal) {
            return try cloud.authorize(query, as: person)
        } catch {
            switch error {
            case .redirect(let location): return location
            case .page(let text): throw .badAuthorization(text)
            }
        }
    }
}
