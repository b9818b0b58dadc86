import Cryptography
package import FoundationEssentials
import Grants
import HTTPTransport
package import Logging
import Recordings
import WebexAPI

/// What operators can do with the grant, with the service running beside or not; nothing here shows a token.
///
/// A running service goes by a change as soon as it needs the grant again.
package struct GrantDesk: Sendable {
    private let options: ServiceOptions
    private let vault: Vault
    private let state: String
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// Opens what the service with these options keeps.
    ///
    /// - Parameters:
    ///   - options: As the service has them.
    ///   - state: Its folder for what must survive a restart.
    ///   - now: The time.
    ///   - logger: Told of calls to Webex.
    /// - Throws: ``StartError`` when the folder or its key cannot be used.
    package init(
        _ options: ServiceOptions, state: String, now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) throws(StartError) {
        self.options = options
        self.state = state
        self.now = now
        self.logger = logger
        vault = try StartError.wrap("cannot read the stored grant") {
            try Vault(folder: state, keys: try options.keys.map { try SealingKey($0) })
        }
    }

    /// In which state the grant is, whose it is and how long it lasts, line by line.
    package func list() -> [String] {
        do throws(VaultError) {
            if let grant = try vault.grant(.complianceOfficer) { return lines(about: grant) }
            let waits = try vault.originalToken() != nil
            return [
                "\(Vault.Name.complianceOfficer): none", "claimed by: nobody",
                waits ? "waiting: what the bot before this one left, until the service has taken it over" : nil,
            ].compactMap { $0 }
        } catch {
            return ["\(Vault.Name.complianceOfficer): unreadable", "\(error)"]
        }
    }

    private func lines(about grant: Grant) -> [String] {
        let holder = "\(grant.holder.displayName) <\(grant.holder.email)>"
        return [
            "\(Vault.Name.complianceOfficer): \(state(of: grant))",
            "given by: \(holder)",
            "given: \(Self.text(grant.authorizedAt))",
            "access ends: \(Self.text(grant.accessExpiry)), renewed after \(Self.text(grant.renewal))",
            "grant ends: \(grant.refreshExpiry.map(Self.text) ?? "Webex did not say")",
            "scopes: \(grant.scopes.joined(separator: " "))",
            "claimed by: \(grant.isReleased ? "nobody, it was released" : holder)",
        ]
    }

    private func state(of grant: Grant) -> String {
        if let end = grant.endedAt {
            return "ended, Webex no longer takes it since \(Self.text(end)): a compliance officer authorizes anew"
        }
        return grant.isEnding(at: now()) ? "in force, ending: a compliance officer authorizes anew" : "in force"
    }

    /// Lets the next person who is fit give a grant; the present one stays in use until then.
    ///
    /// - Throws: ``StartError`` when there is no grant, or this is not the user of the service; `VaultError` when it cannot
    ///   be changed.
    package func release() throws {
        try StateFolder.checkUser(of: state)
        let isReleased = try vault.exclusively { () throws(VaultError) -> Bool in
            guard var grant = try vault.grant(.complianceOfficer) else { return false }
            grant.isReleased = true
            try vault.store(grant, as: .complianceOfficer)
            return true
        }
        guard isReleased else { throw StartError("there is no grant to release") }
    }

    /// Has Webex take the grant back, and forgets it.
    ///
    /// - Parameter isForced: Whether it is forgotten although Webex does not take it back.
    /// - Returns: How many authorizations Webex took back; nothing when it refused, and the grant ends by itself.
    /// - Throws: ``StartError`` when there is no grant, or Webex does not take it back and it is kept; what keeps it from
    ///   being forgotten.
    package func revoke(isForced: Bool = false) async throws -> Int? {
        try StateFolder.checkUser(of: state)
        guard let grant = try vault.grant(.complianceOfficer) else { throw StartError("there is no grant to revoke") }
        let count = try await takeBack(grant, isForced: isForced)
        try vault.exclusively { () throws(VaultError) in
            // Somebody else may have authorized meanwhile.
            guard try vault.grant(.complianceOfficer)?.holder.id == grant.holder.id else { return }
            try vault.remove(.complianceOfficer)
        }
        return count
    }

    /// Seals everything anew, so that older keys can go; the audit log can still be checked without them.
    ///
    /// - Returns: How many entries there are, and the file of the new key where the vault keeps its own.
    /// - Throws: ``StartError`` when this is not the user of the service; `VaultError`, naming the entry that does not
    ///   open. Nothing was changed then.
    package func rotate() throws -> (entries: Int, keyFile: String?) {
        try StateFolder.checkUser(of: state)
        try AuditAccess.keepKeys(of: vault)
        let count = try vault.rotate()
        if case .file(let path) = vault.keySource { return (count, path) }
        return (count, nil)
    }

    private func takeBack(_ grant: Grant, isForced: Bool) async throws(StartError) -> Int? {
        do {
            let webex = WebexClient(
                http: try HTTPClient(configuration: .init(options)), baseURL: options.apiURL,
                credential: .fixed(grant.accessToken), logger: logger)
            return try await webex.revokeAuthorizations(of: grant.holder.id, to: options.clientID)
        } catch {
            // Of a grant that has ended nothing is left to take back.
            guard isForced || grant.endedAt != nil else {
                throw StartError(
                    "Webex did not take the grant back, so it is kept: \(error). Try again; --force forgets it all the same"
                )
            }
            logger.warning("Webex did not take the grant back", metadata: ["error": "\(error)"])
            return nil
        }
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
