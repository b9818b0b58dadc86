import FoundationEssentials

/// What a token stands for.
struct AccessToken: Sendable {
    enum Owner: Sendable { case bot, integration, person }

    let owner: Owner
    /// The account id.
    let account: String
    let scopes: Set<String>
    /// Nothing: it does not end.
    var expiry: Date?
}

/// What an authorized person's code can be exchanged for, once.
struct AuthorizationCode: Sendable {
    let redirectURI: String
    let account: String
    let scopes: [String]
    /// The S256 challenge that a verifier must answer.
    let challenge: String?
    let expiry: Date
}

/// A token answer before it is written down.
struct IssuedTokens: Sendable {
    let accessToken: String
    let refreshToken: String?
    let scopes: [String]
}

/// Every token and code in force.
struct TokenBook: Sendable {
    static let accessLifetime: TimeInterval = 1_209_599
    static let refreshLifetime: TimeInterval = 7_775_999
    static let codeLifetime: TimeInterval = 300

    private struct RefreshToken {
        let account: String
        /// How every token of this person ends.
        let suffix: String
        let scopes: [String]
        let created: Date
        var expiry: Date
    }

    private var accessTokens: [String: AccessToken] = [:]
    private var refreshTokens: [String: RefreshToken] = [:]
    private var codes: [String: AuthorizationCode] = [:]
    /// Every token, code and verifier so far, also when it is no longer in force.
    private(set) var secrets: Set<String> = []

    init(_ company: Company) {
        accessTokens[company.botToken] = AccessToken(owner: .bot, account: company.bot.id, scopes: Scope.bot)
    }

    func accessToken(_ text: String, now: Date) -> AccessToken? {
        guard let token = accessTokens[text], token.expiry.map({ $0 > now }) ?? true else { return nil }
        return token
    }

    mutating func issueCode(_ code: AuthorizationCode) -> String {
        let text = opaque()
        codes[text] = code
        return text
    }

    /// The code, which is gone from now on.
    mutating func redeem(_ text: String, now: Date) -> AuthorizationCode? {
        guard let code = codes.removeValue(forKey: text), code.expiry > now else { return nil }
        return code
    }

    mutating func issue(to account: Account, scopes: [String], now: Date) -> IssuedTokens {
        let suffix = "_SB01_\(account.organization.id)"
        let refreshToken = opaque() + suffix
        refreshTokens[refreshToken] = RefreshToken(
            account: account.id, suffix: suffix, scopes: scopes, created: now,
            expiry: now.addingTimeInterval(Self.refreshLifetime))
        let accessToken = accessToken(of: account.id, suffix: suffix, scopes: scopes, now: now)
        return IssuedTokens(accessToken: accessToken, refreshToken: refreshToken, scopes: scopes)
    }

    /// A further access token; older ones stay valid until their own end, and the refresh token's life begins anew.
    mutating func refresh(_ text: String, answering: Behaviour.RefreshAnswer, now: Date) -> IssuedTokens? {
        guard var token = refreshTokens[text], token.expiry > now else { return nil }
        token.expiry = now.addingTimeInterval(Self.refreshLifetime)
        refreshTokens[text] = token
        var answer: String? = text
        switch answering {
        case .kept: break
        case .omitted: answer = nil
        case .rotated:
            let rotated = opaque() + token.suffix
            refreshTokens[rotated] = token
            refreshTokens[text] = nil
            answer = rotated
        }
        let accessToken = accessToken(of: token.account, suffix: token.suffix, scopes: token.scopes, now: now)
        return IssuedTokens(accessToken: accessToken, refreshToken: answer, scopes: token.scopes)
    }

    /// A token as a person makes one for themselves; it does not end.
    mutating func issuePersonal(to account: Account, scopes: Set<String>) -> String {
        let text = opaque()
        accessTokens[text] = AccessToken(owner: .person, account: account.id, scopes: scopes)
        return text
    }

    /// Ends the access tokens that integrations hold for `account`; their refresh tokens stay.
    mutating func expireAccess(of account: Account, now: Date) {
        for (text, token) in accessTokens where token.owner == .integration && token.account == account.id {
            accessTokens[text]?.expiry = now
        }
    }

    /// When `account` first granted something to the integration that is still in force; nothing when there is no such
    /// grant.
    func granted(by account: Account, now: Date) -> Date? {
        refreshTokens.values.filter { $0.account == account.id && $0.expiry > now }.map(\.created).min()
    }

    /// Takes back everything that `account` granted to integrations.
    mutating func revokeGrants(of account: Account) {
        accessTokens = accessTokens.filter { $0.value.owner != .integration || $0.value.account != account.id }
        refreshTokens = refreshTokens.filter { $0.value.account != account.id }
        codes = codes.filter { $0.value.account != account.id }
    }

    private mutating func accessToken(of account: String, suffix: String, scopes: [String], now: Date) -> String {
        let text = opaque() + suffix
        accessTokens[text] = AccessToken(
            owner: .integration, account: account, scopes: Set(scopes),
            expiry: now.addingTimeInterval(Self.accessLifetime))
        return text
    }

    /// Remembers what proved that a code was its sender's.
    mutating func note(verifier: String) { secrets.insert(verifier) }

    private mutating func opaque() -> String {
        let text = UUID().uuidString.lowercased().filter { $0 != "-" }
        secrets.insert(text)
        return text
    }
}
