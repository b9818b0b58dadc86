package import FoundationEssentials
package import Logging
package import Recordings
package import WebexAPI

/// Hands out the access token of one grant and renews it; however many callers ask at once, Webex is asked once.
///
/// A renewed grant is on disk before its token is used. A grant that Webex no longer takes is lost until somebody
/// authorizes anew; every other failure leaves it as it is.
package actor AccessTokens {
    /// What is known of the grant.
    package enum Status: Sendable, Equatable {
        case missing
        case held(Grant)
        /// Webex no longer takes it.
        case lost(Grant.Holder)
    }

    /// How long after a failed renewal a token that still works is used without trying again.
    private static let pauseAfterFailure: TimeInterval = 60

    /// What is known of the grant.
    package private(set) var status: Status

    private let name: Vault.Name
    private let vault: Vault
    private let refresh: @Sendable (Secret) async throws -> TokenAnswer
    private let fraction: @Sendable () -> Double
    private let now: @Sendable () -> Date
    private let logger: Logger
    /// Owned: started, awaited and cleared in ``renewed(_:)``.
    private var renewal: Task<Result<Grant, GrantError>, Never>?
    private var nextAttempt = Date.distantPast

    /// Reads the grant from the vault.
    ///
    /// - Parameters:
    ///   - name: Of the grant's entry in the vault.
    ///   - vault: Where renewed grants go.
    ///   - refresh: Asks Webex for new tokens; throws ``WebexError`` with code `.unauthorized` when the grant has ended.
    ///   - fraction: Draws when to renew, as a part of the token's life.
    ///   - now: The time.
    ///   - logger: Told of every renewal and of every one that failed.
    /// - Throws: ``VaultError`` when there is a grant that cannot be read.
    package init(
        _ name: Vault.Name, in vault: Vault, refresh: @escaping @Sendable (Secret) async throws -> TokenAnswer,
        fraction: @escaping @Sendable () -> Double = { Double.random(in: Grant.renewalRange) },
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) throws(VaultError) {
        self.name = name
        self.vault = vault
        self.refresh = refresh
        self.fraction = fraction
        self.now = now
        var logger = logger
        logger[metadataKey: "grant.name"] = "\(name)"
        self.logger = logger
        status = try vault.grant(name).map(Status.held) ?? .missing
    }

    /// An access token that has not ended, renewed first when its time has come.
    ///
    /// - Throws: ``GrantError``. Cancelling the caller does not end a renewal that others may wait for.
    package func current() async throws(GrantError) -> Secret {
        let grant = try held()
        let time = now()
        if time < grant.renewal || (time < grant.accessExpiry && time < nextAttempt) { return grant.accessToken }
        do {
            return try await renewed(grant).accessToken
        } catch {
            guard error.code == .temporarilyUnavailable, now() < grant.accessExpiry else { throw error }
            return grant.accessToken
        }
    }

    /// A token to use instead of one that Webex refused with 401; meant to be asked for once per call.
    ///
    /// - Parameter refused: The token that was refused. When another one has come since, that is the answer.
    /// - Returns: A token that Webex has not refused yet.
    /// - Throws: ``GrantError``, with code `.temporarilyUnavailable` also when the refused token comes from a renewal less
    ///   than a minute ago: a person can have only so many tokens, and another one would fare no better.
    package func renewNow(after refused: Secret) async throws(GrantError) -> Secret {
        let grant = try held()
        guard grant.accessToken == refused else { return grant.accessToken }
        let isFreshlyRenewed =
            grant.obtainedAt > grant.authorizedAt && now() < grant.obtainedAt.addingTimeInterval(Self.pauseAfterFailure)
        guard !isFreshlyRenewed else {
            throw GrantError(.temporarilyUnavailable, "Webex refuses a token that it has just given")
        }
        return try await renewed(grant).accessToken
    }

    /// Takes a new grant into use, once it is on disk.
    ///
    /// - Parameter grant: Just given.
    /// - Throws: ``VaultError``; the grant there was is then still in use.
    package func adopt(_ grant: Grant) throws(VaultError) {
        try vault.store(grant, as: name)
        status = .held(grant)
        nextAttempt = .distantPast
        logger.notice("a grant was given", metadata: ["grant.holder": "\(grant.holder.id)"])
    }

    /// Whose grant it is, also when Webex no longer takes it.
    package var holder: Grant.Holder? {
        switch status {
        case .missing: nil
        case .held(let grant): grant.holder
        case .lost(let holder): holder
        }
    }

    private func held() throws(GrantError) -> Grant {
        switch status {
        case .held(let grant): return grant
        case .missing: throw GrantError(.notAuthorized, "nobody has authorized yet")
        case .lost: throw GrantError(.notAuthorized, "Webex no longer takes the grant")
        }
    }
}

extension AccessTokens {
    private func renewed(_ grant: Grant) async throws(GrantError) -> Grant {
        let task = renewal ?? Task { await renew(grant) }
        renewal = task
        let outcome = await task.value
        if renewal == task { renewal = nil }
        return try outcome.get()
    }

    private func renew(_ grant: Grant) async -> Result<Grant, GrantError> {
        do {
            let answer = try await refresh(grant.refreshToken)
            // Somebody may have authorized in the meantime; their grant must not be undone.
            guard status == .held(grant) else { return Result { () throws(GrantError) in try held() } }
            let next = grant.renewed(with: answer, at: now(), renewingAt: fraction())
            try vault.store(next, as: name)
            status = .held(next)
            logger.info("the grant was renewed", metadata: ["grant.access.expiry": "\(next.accessExpiry)"])
            return .success(next)
        } catch {
            return failure(error, renewing: grant)
        }
    }

    private func failure(_ error: any Error, renewing grant: Grant) -> Result<Grant, GrantError> {
        guard status == .held(grant) else { return Result { () throws(GrantError) in try held() } }
        if (error as? WebexError)?.code == .unauthorized {
            status = .lost(grant.holder)
            logger.error(
                "Webex no longer takes the grant: somebody must authorize anew", metadata: ["error": "\(error)"])
            return .failure(GrantError(.notAuthorized, "Webex no longer takes the grant"))
        }
        nextAttempt = now().addingTimeInterval(Self.pauseAfterFailure)
        logger.warning("the grant could not be renewed", metadata: ["error": "\(error)"])
        return .failure(GrantError(.temporarilyUnavailable, "\(error)"))
    }
}
