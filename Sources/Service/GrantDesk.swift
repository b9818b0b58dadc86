import Cryptography
import FoundationEssentials
import Grants
import HTTPTransport
import Journal
package import Logging
import Recordings
import WebexAPI

/// What operators can do with the grant, with the service running beside or not; nothing here shows a token.
package struct GrantDesk: Sendable {
    private let options: ServiceOptions
    private let vault: Vault
    private let journal: String
    private let logger: Logger

    /// Opens what the service with these options keeps.
    ///
    /// - Parameters:
    ///   - options: As the service has them.
    ///   - state: Its folder for what must survive a restart.
    ///   - logger: Told of calls to Webex.
    /// - Throws: ``StartError`` when the folder or its key cannot be used.
    package init(_ options: ServiceOptions, state: String, logger: Logger) throws(StartError) {
        self.options = options
        self.logger = logger
        journal = "\(state)/journal.jsonl"
        vault = try StartError.wrap("cannot read the stored grant") {
            try Vault(folder: state, keys: try options.keys.map { try SealingKey($0) })
        }
    }

    /// Whose the grant is and how long it lasts, line by line.
    package func list() throws -> [String] {
        guard let grant = try vault.grant(.complianceOfficer) else {
            return ["\(Vault.Name.complianceOfficer): none", "claimed by: \(try claimant())"]
        }
        return [
            "\(Vault.Name.complianceOfficer): given by \(grant.holder.displayName) <\(grant.holder.email)>",
            "given: \(Self.text(grant.authorizedAt))",
            "access ends: \(Self.text(grant.accessExpiry)), renewed after \(Self.text(grant.renewal))",
            "grant ends: \(grant.refreshExpiry.map(Self.text) ?? "Webex did not say")",
            "scopes: \(grant.scopes.joined(separator: " "))",
            "claimed by: \(try claimant())",
        ]
    }

    /// Lets the next person who is fit give a grant; the present one stays in use until then.
    package func release() async throws { try await Journal.release(in: journal) }

    /// Has Webex take the grant back, forgets it, and releases it.
    ///
    /// - Returns: How many authorizations Webex took back; nothing when it refused, and the grant ends by itself.
    /// - Throws: ``StartError`` when there is no grant; what keeps it from being forgotten.
    package func revoke() async throws -> Int? {
        guard let grant = try vault.grant(.complianceOfficer) else { throw StartError("there is no grant to revoke") }
        let count = await takeBack(grant)
        try vault.remove(.complianceOfficer)
        try await release()
        return count
    }

    private func takeBack(_ grant: Grant) async -> Int? {
        do {
            var configuration = HTTPClient.Configuration()
            configuration.extraAuthorities = options.extraAuthorities
            configuration.proxy = { [proxies = options.proxies] in proxies.proxy(for: $0) }
            let webex = WebexClient(
                http: try HTTPClient(configuration: configuration), baseURL: options.apiURL,
                credential: .fixed(grant.accessToken), logger: logger)
            return try await webex.revokeAuthorizations(of: grant.holder.id, to: options.clientID)
        } catch {
            logger.warning("Webex did not take the grant back", metadata: ["error": "\(error)"])
            return nil
        }
    }

    private func claimant() throws -> String {
        switch try Journal.officer(in: journal) {
        case nil: "nobody"
        case .released: "nobody, it was released"
        case .held(let person): "\(person)"
        }
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
