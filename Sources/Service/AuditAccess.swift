package import Configuration
import Cryptography
import Files
import FoundationEssentials
import Grants
import Recordings

/// Where the audit log is and which keys it is checked with, for those who read it beside a service or far from one.
///
/// None of the secrets that a service needs has to be there.
package struct AuditAccess: Sendable {
    /// What the keys of the audit log are derived for.
    static let purpose = "steward audit"

    /// The file that lines are added to.
    package let log: String
    /// The keys of `STEWARD_KEY`, else that of the vault; none where there is neither.
    package let keys: [[UInt8]]

    /// Looks where a service with this environment would.
    ///
    /// - Parameters:
    ///   - environment: All variables of the process.
    ///   - configurationFile: Wins over `CFG_FILE_PATH`; a file that is missing counts as empty.
    ///   - readFile: Reads the files that variables ending in `_FILE` point to.
    /// - Throws: ``OptionsError``, `SettingsError`, `VaultError`, `CryptographyError`.
    package init(
        environment: [String: String], configurationFile: String?, readFile: @escaping (String) throws -> String
    ) throws {
        var reader = EnvironmentReader(environment, readFile: readFile)
        var options = ServiceOptions(botToken: Secret(""), clientID: "", clientSecret: Secret(""))
        options.keys = ServiceOptions.keys(&reader)
        options.auditLogFile = reader.text("AUDIT_LOG_FILE")
        let configurationFile = configurationFile ?? reader.text("CFG_FILE_PATH") ?? options.configurationFile
        guard reader.problems.isEmpty else { throw OptionsError(problems: reader.problems) }
        let settings = Files.exists(configurationFile) ? try SettingsFile(at: configurationFile).settings : Settings()
        try self.init(options, settings)
    }

    /// Looks where a service with these options and settings would.
    ///
    /// - Parameters:
    ///   - options: What the environment says.
    ///   - settings: Of the settings file.
    /// - Throws: `VaultError`, `CryptographyError`.
    package init(_ options: ServiceOptions, _ settings: Settings) throws {
        let locations = Locations(options, settings)
        log = locations.auditLog
        keys = try Self.keys(given: options.keys, state: locations.state)
    }

    /// Looking makes no vault.
    private static func keys(given: [[UInt8]], state: String) throws -> [[UInt8]] {
        let sealing = try given.map { try SealingKey($0) }
        guard let vault = try Vault.existing(in: state, keys: sealing) else {
            return try sealing.map { try $0.derived(for: purpose) }
        }
        return try keys(of: vault)
    }
}

/// The keys of the audit log outlive those of the vault that they were derived from.
extension AuditAccess {
    /// Every key that lines may be signed with: those of the vault's keys, then those of keys that are gone.
    ///
    /// What was kept and does not open costs no more than the lines signed with it.
    static func keys(of vault: Vault) throws -> [[UInt8]] {
        let present = try vault.keys(for: purpose)
        let kept = try? keptKeys(in: vault)
        return present + (kept ?? []).filter { !present.contains($0) }
    }

    /// Seals the keys of the audit log in the vault, before the vault's own keys change.
    static func keepKeys(of vault: Vault) throws(VaultError) {
        try vault.exclusively { () throws(VaultError) in
            var keys = try keptKeys(in: vault)
            for key in try vault.keys(for: purpose) where !keys.contains(key) { keys.append(key) }
            try vault.write(Array(keys.map(Hexadecimal.encode).joined(separator: "\n").utf8), as: keptName)
        }
    }

    private static func keptKeys(in vault: Vault) throws(VaultError) -> [[UInt8]] {
        guard let content = try vault.read(keptName) else { return [] }
        return String(decoding: content, as: UTF8.self).split(separator: "\n").compactMap { Hexadecimal.decode($0) }
    }

    private static var keptName: Vault.Name {
        guard let name = Vault.Name("audit-keys") else { fatalError("a name of our own must be one") }
        return name
    }
}
