import Recordings

/// Tells one token from another without giving either away.
package struct TokenMark: Sendable, Equatable, CustomStringConvertible {
    private let token: Secret

    fileprivate init(_ token: Secret) { self.token = token }

    package var description: String { "(a token)" }
}

extension WebexClient {
    /// The mark of the token in use: another one after a renewal, and when somebody else has authorized.
    ///
    /// - Returns: Something to compare.
    /// - Throws: Whatever the credential throws when there is no token.
    package func tokenMark() async throws -> TokenMark { TokenMark(try await credential.current()) }
}
