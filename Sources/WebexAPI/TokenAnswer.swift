import FoundationEssentials
package import Recordings

/// What the token endpoint gives for a code or a refresh token.
package struct TokenAnswer: Sendable, Equatable {
    package var accessToken: Secret
    /// How long the access token lives from now; 14 days as a rule.
    package var expiresIn: Duration
    /// Absent when the one that was used goes on being the one to use.
    package var refreshToken: Secret?
    /// How long the refresh token lives from now; 90 days as a rule, and prolonged by every use.
    package var refreshExpiresIn: Duration?
    /// The granted scopes with spaces between them; only for people to read.
    package var scope: String?

    package init(
        accessToken: Secret, expiresIn: Duration, refreshToken: Secret? = nil, refreshExpiresIn: Duration? = nil,
        scope: String? = nil
    ) {
        self.accessToken = accessToken
        self.expiresIn = expiresIn
        self.refreshToken = refreshToken
        self.refreshExpiresIn = refreshExpiresIn
        self.scope = scope
    }
}

extension TokenAnswer {
    /// Reads the body of a successful answer; nothing when it holds no usable access token.
    init?(parsing body: [UInt8]) {
        guard let wire = try? TokenBody.decoder.decode(TokenBody.self, from: Data(body)), !wire.accessToken.isEmpty,
            wire.expiresIn > 0
        else { return nil }
        self.init(
            accessToken: Secret(wire.accessToken), expiresIn: .seconds(wire.expiresIn),
            refreshToken: wire.refreshToken.flatMap { $0.isEmpty ? nil : Secret($0) },
            refreshExpiresIn: wire.refreshTokenExpiresIn.map { .seconds($0) }, scope: wire.scope)
    }
}

/// The answer as the token endpoint writes it, in snake case.
private struct TokenBody: Decodable {
    var accessToken: String
    var expiresIn: Int
    var refreshToken: String?
    var refreshTokenExpiresIn: Int?
    var scope: String?

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
