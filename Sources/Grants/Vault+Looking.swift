package import Cryptography
import Files

/// For whoever only looks: nothing is made there.
extension Vault {
    /// Opens the vault in `folder` where it has a key already.
    ///
    /// - Parameters:
    ///   - folder: Need not be there.
    ///   - keys: As ``init(folder:keys:)`` takes them.
    /// - Returns: Nothing where there is no folder, or no key yet.
    /// - Throws: ``VaultError`` when the key file cannot be used.
    package static func existing(in folder: String, keys: [SealingKey]) throws(VaultError) -> Vault? {
        guard Files.isFolder(folder), !keys.isEmpty || Files.exists(keyFile(in: folder)) else { return nil }
        return try Vault(folder: folder, keys: keys)
    }

    /// Whether something is sealed in `folder`, and no key lies beside it.
    package static func needsKey(in folder: String) -> Bool {
        guard !Files.exists(keyFile(in: folder)) else { return false }
        return ((try? Files.list(folder)) ?? []).contains { $0.hasSuffix(suffix) }
    }
}
