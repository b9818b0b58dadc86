import Configuration
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
        let locations = Locations(options, settings)
        log = locations.auditLog
        keys = try Self.keys(given: options.keys, state: locations.state)
    }

    /// A vault is opened only where it has a key already: looking makes nothing.
    private static func keys(given: [[UInt8]], state: String) throws -> [[UInt8]] {
        if !given.isEmpty { return try given.map { try SealingKey($0).derived(for: purpose) } }
        guard Files.exists(Vault.keyFile(in: state)) else { return [] }
        return try Vault(folder: state, keys: []).keys(for: purpose)
    }
}
