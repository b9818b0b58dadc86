import Cryptography
import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let oauthRoutes = [
        Route(.get, "/v1/authorize", authorizationPage),
        Route(.post, "/v1/authorize", authorizationChoice),
        Route(.post, "/v1/access_token", accessToken),
    ]

    private func authorizationPage(_ call: Call) throws -> ServerResponse {
        answering { () throws(AuthorizationRequest.Refusal) in
            let request = try authorizationRequest(call.request.query)
            return AuthorizationPage.consent(to: request, fields: call.request.query, of: company)
        }
    }

    /// The form of the page: somebody chose who they are, or declined.
    private func authorizationChoice(_ call: Call) throws -> ServerResponse {
        guard let form = call.form else { throw APIError(.unsupportedMediaType, "A form is expected.") }
        let email = form.first { $0.name == "person" }?.value ?? ""
        return answering { () throws(AuthorizationRequest.Refusal) in
            AuthorizationPage.redirect(to: try authorize(form, as: company.account(email: email)))
        }
    }

    private func answering(_ body: () throws(AuthorizationRequest.Refusal) -> ServerResponse) -> ServerResponse {
        do throws(AuthorizationRequest.Refusal) {
            return try body()
        } catch {
            return switch error {
            case .page(let text): AuthorizationPage.problem(text)
            case .redirect(let location): AuthorizationPage.redirect(to: location)
            }
        }
    }

    private func authorizationRequest(_ query: [(name: String, value: String)]) throws(AuthorizationRequest.Refusal)
        -> AuthorizationRequest
    { try AuthorizationRequest(query, company: company, allowed: behaviour.redirectURIs) }

    /// Where the browser goes once `person` has agreed, or nobody has.
    func authorize(_ query: [(name: String, value: String)], as person: Account?) throws(AuthorizationRequest.Refusal)
        -> String
    {
        let request = try authorizationRequest(query)
        guard let person, person.kind == .person else {
            return request.redirect(error: "access_denied", "The user denied the request.")
        }
        let code = AuthorizationCode(
            redirectURI: request.redirectURI, account: person.id, scopes: request.scopes,
            challenge: request.challenge, expiry: now().addingTimeInterval(TokenBook.codeLifetime))
        return request.redirect(code: withState { $0.tokens.issueCode(code) })
    }

    /// The token endpoint; its errors have the shape that OAuth gives them.
    private func accessToken(_ call: Call) throws -> ServerResponse {
        guard let form = call.form else {
            return refuse("invalid_request", "The body must be a form.")
        }
        func field(_ name: String) -> String? { form.first { $0.name == name }?.value }
        let client = basicCredentials(call) ?? (field("client_id"), field("client_secret"))
        guard client.id == company.integration.clientID, client.secret == company.integration.clientSecret else {
            return refuse("invalid_client", "Client authentication failed.", status: .unauthorized)
        }
        let tokens: IssuedTokens?
        switch field("grant_type") {
        case "authorization_code":
            tokens = try exchange(
                field("code"), redirectURI: field("redirect_uri"), verifier: field("code_verifier"), now: call.now)
        case "refresh_token":
            tokens = withState {
                $0.tokens.refresh(field("refresh_token") ?? "", answering: behaviour.refreshAnswer, now: call.now)
            }
        default: return refuse("unsupported_grant_type", "The grant type is not supported.")
        }
        guard let tokens else { return refuse("invalid_grant", "Invalid grant provided.") }
        return .json(json(tokens))
    }

    /// Redeems a code; a wrong redirect address or verifier uses it up all the same.
    private func exchange(_ code: String?, redirectURI: String?, verifier: String?, now: Date) throws -> IssuedTokens? {
        guard let code = withState({ $0.tokens.redeem(code ?? "", now: now) }), code.redirectURI == redirectURI,
            let account = company.account(id: code.account)
        else { return nil }
        if let verifier { withState { $0.tokens.note(verifier: verifier) } }
        if let challenge = code.challenge {
            guard let verifier, try Self.challenge(of: verifier) == challenge else { return nil }
        }
        return withState { $0.tokens.issue(to: account, scopes: code.scopes, now: now) }
    }

    private static func challenge(of verifier: String) throws -> String {
        let encoded = Data(try Digest.sha256(verifier.utf8)).base64EncodedString()
        return encoded.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private func basicCredentials(_ call: Call) -> (id: String?, secret: String?)? {
        let words = (call.request.fields[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "basic", let data = Data(base64Encoded: String(words[1]))
        else {
            return nil
        }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    private func refuse(_ error: String, _ description: String, status: HTTPResponse.Status = .badRequest)
        -> ServerResponse
    { .json(["error": .string(error), "error_description": .string(description)], status: status) }

    private func json(_ tokens: IssuedTokens) -> JSONValue {
        .object([
            "access_token": .string(tokens.accessToken),
            "expires_in": JSONValue(Int(TokenBook.accessLifetime)),
            "refresh_token": tokens.refreshToken.map(JSONValue.string),
            "refresh_token_expires_in": JSONValue(Int(TokenBook.refreshLifetime)),
            "token_type": "Bearer",
            "scope": .string(tokens.scopes.joined(separator: " ")),
        ])
    }
}
