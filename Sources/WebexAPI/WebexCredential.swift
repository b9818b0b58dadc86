package import Recordings

/// Where a client takes its token from.
package struct WebexCredential: Sendable {
    /// The token to use now.
    package var current: @Sendable () async throws -> Secret
    /// A newer token than the one given, which Webex refused; nothing when there is none to be had.
    package var renewed: @Sendable (_ refused: Secret) async throws -> Secret?

    package init(
        current: @escaping @Sendable () async throws -> Secret,
        renewed: @escaping @Sendable (_ refused: Secret) async throws -> Secret? = { _ in nil }
    ) {
        self.current = current
        self.renewed = renewed
    }

    /// A token that never changes, as a bot has.
    package static func fixed(_ token: Secret) -> Self { Self(current: { token }) }
}
