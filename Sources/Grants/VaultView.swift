import Files

/// What the vault said of a grant when it was last looked at.
struct VaultView {
    var status: AccessTokens.Status
    private let name: Vault.Name
    private let vault: Vault
    private var stamp: FileStamp?

    /// Looks for the first time.
    init(_ name: Vault.Name, in vault: Vault) {
        (self.name, self.vault) = (name, vault)
        status = .missing
        do throws(VaultError) {
            // Before the content: a change between the two is then seen the next time.
            stamp = try vault.stamp(name)
            status = try Self.status(name, vault)
        } catch {
            status = .unreadable(error)
        }
    }

    /// Looks again, which takes microseconds when nothing has changed.
    ///
    /// A disk that does not answer says nothing about the grant, so what is known stays.
    ///
    /// - Returns: Whether something has changed.
    @discardableResult
    mutating func look() -> Bool {
        let former = status
        do throws(VaultError) {
            let newest = try vault.stamp(name)
            guard newest != stamp || isFileFailure else { return false }
            do throws(VaultError) { status = try Self.status(name, vault) } catch {
                if case .fileFailure = error.code { throw error }
                status = .unreadable(error)
            }
            stamp = newest
        } catch { return false }
        return status != former
    }

    private var isFileFailure: Bool {
        if case .unreadable(let error) = status, case .fileFailure = error.code { true } else { false }
    }

    private static func status(_ name: Vault.Name, _ vault: Vault) throws(VaultError) -> AccessTokens.Status {
        guard let grant = try vault.grant(name) else { return .missing }
        return grant.endedAt == nil ? .held(grant) : .ended(grant.holder)
    }
}
