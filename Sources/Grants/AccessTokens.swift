package import FoundationEssentials
package import Logging
package import Recordings
package import WebexAPI

/// Hands out the access token of one grant and renews it; however many callers ask at once, Webex is asked once.
///
/// The vault on the disk is the truth: it is looked at whenever somebody asks, so what another process stores, releases or
/// removes holds at once, and a renewal never undoes it. A renewed grant is on disk before its token is used. A grant that
/// Webex no longer takes has ended until somebody authorizes anew; every other failure leaves it as it is.
package actor AccessTokens {
    /// What is known of the grant.
    package enum Status: Sendable, Equatable {
        case missing
        case held(Grant)
        /// Webex no longer takes it.
        case ended(Grant.Holder)
        /// There is something, and it does not open.
        case unreadable(VaultError)
    }

    /// How long after a failed renewal a token that still works is used without trying again.
    private static let pauseAfterFailure: TimeInterval = 60
    /// How many tokens that Webex refuses are renewed at once within ``refusalWindow``; further ones come more slowly.
    private static let mostRefusals = 3
    private static let refusalWindow: TimeInterval = 600
    private static let pauseAfterRefusals: TimeInterval = 20

    private let name: Vault.Name
    private let vault: Vault
    private let refresh: @Sendable (Secret) async throws -> TokenAnswer
    private let fraction: @Sendable () -> Double
    private let now: @Sendable () -> Date
    private let changed: @Sendable () -> Void
    private let logger: Logger

    private var view: VaultView
    /// Owned: started, awaited and cleared in ``renewed(_:)``.
    private var renewal: Task<Result<Grant, GrantError>, Never>?
    /// Tokens that Webex gave and the disk did not take; asking for others would end these at some installations of Webex.
    private var unsaved: (grant: Grant, replaced: Grant)?
    private var lastFailure = Date.distantPast
    private var refusals: [Date] = []

    /// Reads the grant from the vault; one that cannot be read is logged, and may be repaired while the service runs.
    ///
    /// - Parameters:
    ///   - name: Of the grant's entry in the vault.
    ///   - vault: Where renewed grants go.
    ///   - refresh: Asks Webex for new tokens; throws ``WebexError`` with code `.unauthorized` when the grant has ended.
    ///   - fraction: Draws when to renew, as a part of the token's life.
    ///   - now: The time.
    ///   - changed: Told when something else is known of the grant; must not wait.
    ///   - logger: Told of every renewal, of every one that failed, and of what others change.
    package init(
        _ name: Vault.Name, in vault: Vault, refresh: @escaping @Sendable (Secret) async throws -> TokenAnswer,
        fraction: @escaping @Sendable () -> Double = { Double.random(in: Grant.renewalRange) },
        now: @escaping @Sendable () -> Date = { Date() }, changed: @escaping @Sendable () -> Void = {},
        logger: Logger
    ) {
        self.name = name
        self.vault = vault
        self.refresh = refresh
        self.fraction = fraction
        self.now = now
        self.changed = changed
        var logger = logger
        logger[metadataKey: "grant.name"] = "\(name)"
        self.logger = logger
        view = VaultView(name, in: vault)
        if case .unreadable = view.status { log(GrantChange(from: .missing, to: view.status)) }
    }

    /// Looks at the vault, and notes and logs what others have changed there.
    ///
    /// - Returns: What is known of the grant now.
    package func checkStatus() -> Status {
        let known = view.status
        guard view.look() else { return known }
        defer { changed() }
        log(GrantChange(from: known, to: view.status))
        return view.status
    }

    /// Whose grant it is, also when Webex no longer takes it.
    ///
    /// - Returns: According to the vault, which is looked at as by ``checkStatus()``.
    package func checkHolder() -> Grant.Holder? { checkStatus().holder }

    /// An access token that has not ended, renewed first when its time has come.
    ///
    /// - Throws: ``GrantError``. Cancelling the caller does not end a renewal that others may wait for.
    package func current() async throws(GrantError) -> Secret {
        let grant = try held()
        let time = now()
        guard grant.needsRenewal(at: time) else { return grant.accessToken }
        if time < grant.accessExpiry, isPausing(at: time) { return grant.accessToken }
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
    /// - Throws: ``GrantError``, with code `.temporarilyUnavailable` also when Webex has refused one token after the other
    ///   in the last ten minutes, the last one just now: a further one would fare no better.
    package func renewNow(after refused: Secret) async throws(GrantError) -> Secret {
        let grant = try held()
        guard grant.accessToken == refused else { return grant.accessToken }
        if renewal == nil {
            let time = now()
            refusals.removeAll { abs($0.timeIntervalSince(time)) >= Self.refusalWindow }
            let isEarly = refusals.last.map { $0.addingTimeInterval(Self.pauseAfterRefusals) > time } ?? false
            guard refusals.count < Self.mostRefusals || !isEarly else {
                throw GrantError(.temporarilyUnavailable, "Webex refuses the tokens that it has just given")
            }
            refusals.append(time)
        }
        return try await renewed(grant).accessToken
    }

    private func held() throws(GrantError) -> Grant {
        switch checkStatus() {
        case .held(let grant): return grant
        case .missing: throw GrantError(.notAuthorized, "nobody has authorized yet")
        case .ended: throw GrantError(.notAuthorized, "Webex no longer takes the grant")
        case .unreadable(let error): throw GrantError(.notAuthorized, "\(error)")
        }
    }

    private func isPausing(at time: Date) -> Bool {
        // A failure in the future is one from before the clock was set back.
        time >= lastFailure && time < lastFailure.addingTimeInterval(Self.pauseAfterFailure)
    }

    private nonisolated func log(_ change: GrantChange) {
        logger.log(level: change.level, change.message, metadata: change.facts)
    }
}

// MARK: - Taking a grant into use

extension AccessTokens {
    /// What became of a grant that somebody gave.
    package enum Adoption: Sendable, Equatable {
        /// It is on disk and in use; `former` gave the one before.
        case inUse(former: PersonID?)
        /// The grant of somebody else stays, and only they may give another.
        case heldByAnother
    }

    /// Takes a new grant into use, once it is on disk; from then on it is its holder's.
    ///
    /// Of several who do this at once over the grant of nobody, also in different processes, one succeeds.
    ///
    /// - Parameters:
    ///   - grant: Just given.
    ///   - replaceable: Whose grant it may take the place of; a released one is everybody's.
    /// - Returns: Whether it is in use now.
    /// - Throws: ``VaultError``; the grant there was is then still in use.
    @discardableResult
    package func adopt(
        _ grant: Grant, over replaceable: Fitness.Replaceable = .grantOfAnybody
    ) throws(VaultError) -> Adoption {
        let adoption = try vault.exclusively { () throws(VaultError) -> Adoption in
            let present = try vault.grant(name)
            if replaceable == .ownGrantOnly, let present, !present.isReleased, present.holder.id != grant.holder.id {
                return .heldByAnother
            }
            try vault.store(grant, as: name)
            return .inUse(former: present?.holder.id)
        }
        guard adoption != .heldByAnother else { return adoption }
        view.look()
        changed()
        (unsaved, lastFailure, refusals) = (nil, .distantPast, [])
        if case .inUse(let former?) = adoption {
            logger.notice(
                "a grant was given in place of the one in use",
                metadata: ["grant.holder": "\(grant.holder.id)", "grant.former.holder": "\(former)"])
        } else {
            logger.notice("a grant was given", metadata: ["grant.holder": "\(grant.holder.id)"])
        }
        return adoption
    }
}

// MARK: - Renewing

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
            let base = try savedEarlier(grant)
            if base != grant, !base.needsRenewal(at: now()) { return .success(base) }
            let answer = try await refresh(base.refreshToken)
            return .success(try save(base.renewed(with: answer, at: now(), renewingAt: fraction()), inPlaceOf: base))
        } catch {
            return failure(error, renewing: grant)
        }
    }

    /// The grant, or what came in its place when the disk did not take it.
    private func savedEarlier(_ grant: Grant) throws -> Grant {
        guard let unsaved, unsaved.replaced.isSame(as: grant) else { return grant }
        return try save(unsaved.grant, inPlaceOf: unsaved.replaced)
    }

    /// Puts a renewed grant on the disk, unless somebody has changed what it was made from.
    ///
    /// - Returns: What is in force now.
    private func save(_ renewed: Grant, inPlaceOf grant: Grant) throws -> Grant {
        unsaved = (renewed, grant)
        let isSaved = try vault.exclusively { () throws(VaultError) -> Bool in
            guard let present = try vault.grant(name), present.isSame(as: grant) else { return false }
            var next = renewed
            next.isReleased = present.isReleased
            try vault.store(next, as: name)
            return true
        }
        unsaved = nil
        view.look()
        if isSaved {
            logger.info("the grant was renewed", metadata: ["grant.access.expiry": "\(renewed.accessExpiry)"])
        } else {
            logger.notice("the grant was changed while it was renewed: the renewal is not used")
        }
        return try held()
    }

    private func failure(_ error: any Error, renewing grant: Grant) -> Result<Grant, GrantError> {
        if let error = error as? GrantError { return .failure(error) }
        // Somebody may have authorized in the meantime; their grant must not be undone.
        guard case .held(let present) = checkStatus(), present.isSame(as: grant) else {
            return Result { () throws(GrantError) in try held() }
        }
        if (error as? WebexError)?.code == .unauthorized {
            logger.error(
                "Webex no longer takes the grant: somebody must authorize anew", metadata: ["error": "\(error)"])
            end(grant)
            return .failure(GrantError(.notAuthorized, "Webex no longer takes the grant"))
        }
        lastFailure = now()
        let failure = error as? WebexError
        logger.log(
            level: failure?.refusesIntegration == true ? .error : .warning, "the grant could not be renewed",
            metadata: ["error": "\(failure?.advised ?? "\(error)")"])
        return .failure(GrantError(.temporarilyUnavailable, "\(error)"))
    }

    /// Notes that Webex takes the grant no longer, for whoever asks beside this process or after a restart.
    private func end(_ grant: Grant) {
        do throws(VaultError) {
            try vault.exclusively { () throws(VaultError) in
                guard var present = try vault.grant(name), present.isSame(as: grant) else { return }
                present.endedAt = now()
                try vault.store(present, as: name)
            }
            view.look()
        } catch {
            logger.error("it cannot be noted that the grant has ended", metadata: ["error": "\(error)"])
        }
        // What the disk does not take is true all the same.
        if case .held(let present) = view.status, present.isSame(as: grant) { view.status = .ended(grant.holder) }
        changed()
    }
}
