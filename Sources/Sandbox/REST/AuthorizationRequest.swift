import FoundationEssentials

/// What a browser brings to the authorization page.
struct AuthorizationRequest {
    /// Why there is nothing to agree to.
    enum Refusal: Error {
        /// The client or the way back is unknown: the browser must stay here.
        case page(String)
        /// The client is told, by the address that the browser is sent to.
        case redirect(String)
    }

    let redirectURI: String
    let scopes: [String]
    let state: String?
    /// The S256 challenge of PKCE.
    let challenge: String?

    init(_ query: [(name: String, value: String)], company: Company, allowed: [String]?) throws(Refusal) {
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        guard value("client_id") == company.integration.clientID else {
            throw .page("No integration has this client id.")
        }
        guard let redirectURI = value("redirect_uri"), Self.isAllowed(redirectURI, allowed) else {
            throw .page("The redirect address is not registered for this integration.")
        }
        self.redirectURI = redirectURI
        state = value("state")
        challenge = value("code_challenge")
        scopes = (value("scope") ?? "").split(separator: " ").map(String.init)
        guard value("response_type") == "code" else {
            throw refusal("invalid_request", "The response type must be code.")
        }
        guard challenge == nil || value("code_challenge_method") == "S256" else {
            throw refusal("invalid_request", "The challenge method must be S256.")
        }
        guard !scopes.isEmpty, scopes.allSatisfy(company.integration.scopes.contains) else {
            throw refusal("invalid_scope", "The requested scope is invalid, unknown, or malformed.")
        }
    }

    /// The way back with a code.
    func redirect(code: String) -> String { location([("code", code)]) }

    /// The way back with an error.
    func redirect(error: String, _ description: String) -> String {
        location([("error", error), ("error_description", description)])
    }

    private func refusal(_ error: String, _ description: String) -> Refusal {
        .redirect(redirect(error: error, description))
    }

    private func location(_ items: [(name: String, value: String)]) -> String {
        let items = items + (state.map { [("state", $0)] } ?? [])
        return redirectURI + (redirectURI.contains("?") ? "&" : "?") + FormEncoding.query(items)
    }

    /// Registered addresses count character for character; without a register, any address of this machine will do.
    private static func isAllowed(_ uri: String, _ allowed: [String]?) -> Bool {
        if let allowed { return allowed.contains(uri) }
        guard let components = URLComponents(string: uri), let host = components.host else { return false }
        return ["http", "https"].contains(components.scheme) && components.user == nil
            && ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }
}
