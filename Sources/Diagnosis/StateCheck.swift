import Audit
import Configuration
import Cryptography
import Files
import FoundationEssentials
import Grants
import Service
import WebConnections

/// Looks at what the bot keeps on disk: the state folder, the vault in it, the audit log, and the room for all of it.
struct StateCheck: Sendable {
    private let options: ServiceOptions
    private let settings: Settings
    private let locations: Locations
    private let installation: Installation

    /// Bytes below which there is little room left, and none.
    private static let (low, full): (Int64, Int64) = (1 << 30, 100 << 20)

    init(_ installation: Installation) {
        (options, settings, locations) = (installation.options, installation.settings, installation.locations)
        self.installation = installation
    }

    /// A look at what the state folder holds, and one at the audit log and the disks of both.
    static func all(_ installation: Installation) -> [Check] {
        let check = StateCheck(installation)
        let (state, log) = (check.locations.state, check.locations.auditLog)
        return [
            .files(late: Finding(.stateNotWritable, "\(state) does not answer")) {
                check.stateFindings + check.keyFindings
            },
            .files(late: Finding(.auditNotWritable, "\(log), or the key to it, does not answer")) {
                check.auditFindings + check.diskFindings
            },
        ]
    }

    private var stateFindings: [Finding] {
        let state = locations.state
        guard Files.isFolder(state) else { return [Finding(.stateMissing, "there is no folder \(state) yet")] }
        guard Files.isWritable(folder: state) else {
            return [Finding(.stateNotWritable, "\(state) cannot be written by user \(Files.currentUser)")]
        }
        let names = (try? Files.list(state)) ?? []
        let open = ([state] + names.map { "\(state)/\($0)" }).filter { path in
            Files.permissions(of: path).map { $0 & 0o007 != 0 } ?? false
                && path != locations.stateFiles.ownPair.certificate
        }
        let findings = open.map { Finding(.stateOpenToOthers, "\($0) can be used by everybody on this machine") }
        if let process = installation.runningBot {
            return findings + [Finding(.stateInUse, "\(state): process \(process) is the bot that works with it")]
        }
        return findings + [Finding(.stateFree, "\(state) can be written, and no bot works with it now")]
    }
}

// MARK: - The vault

extension StateCheck {
    /// The vault, where opening it makes nothing.
    static func vault(_ options: ServiceOptions, state: String) throws -> Vault? {
        try Vault.existing(in: state, keys: try options.keys.map { try SealingKey($0) })
    }

    /// Whether something is sealed there, and no key to it is given or lies beside it.
    static func isLocked(_ options: ServiceOptions, state: String) -> Bool {
        options.keys.isEmpty && Vault.needsKey(in: state)
    }

    private var keyFindings: [Finding] {
        do {
            guard let vault = try Self.vault(options, state: locations.state) else { return [withoutKey] }
            return try vault.names().compactMap { Self.failure(toOpen: $0, in: vault) } + [source(of: vault)]
        } catch { return [Finding(.vaultUnreadable, "\(error)")] }
    }

    private static func failure(toOpen name: Vault.Name, in vault: Vault) -> Finding? {
        do throws(VaultError) {
            _ = try vault.read(name)
            return nil
        } catch { return Finding(.vaultUnreadable, "\(error)") }
    }

    private func source(of vault: Vault) -> Finding {
        switch vault.keySource {
        case .given: Finding(.keyGiven, "the key comes from STEWARD_KEY")
        case .file(let path):
            Finding(
                .keyBeside,
                "the key lies beside what it seals: whoever has a copy of \(Files.folder(of: path)) reads the grant",
                advice: FindingCode.keyBeside.advice?.replacing("state/vault.key", with: path))
        }
    }

    private var withoutKey: Finding {
        if !options.keys.isEmpty { return Finding(.keyGiven, "the key comes from STEWARD_KEY; nothing is sealed yet") }
        guard !Self.isLocked(options, state: locations.state) else {
            let missing = VaultError(.keyMissing, Vault.keyFile(in: locations.state))
            return Finding(.vaultUnreadable, "\(missing)", advice: "set STEWARD_KEY to the key that sealed them")
        }
        return Finding(.vaultEmpty, "nothing is sealed yet; without STEWARD_KEY a key will be made beside it")
    }
}

// MARK: - The audit log and the disk

extension StateCheck {
    private var auditFindings: [Finding] {
        let log = locations.auditLog
        guard Files.exists(log) else {
            guard Files.canBeMade(log) else { return [Finding(.auditNotWritable, "\(log) cannot be made")] }
            return [Finding(.auditMissing, "\(log) begins with the first decision")]
        }
        guard Files.isWritable(log) else { return [Finding(.auditNotWritable, "\(log) cannot be written")] }
        do {
            let access = try AuditAccess(options, settings)
            if let problem = try AuditVerifier(keys: access.keys).verifyEnd(of: log) {
                return [Finding(.auditDamaged, "\(log): \(problem)")]
            }
            if access.keys.isEmpty {
                return [Finding(.auditUnchecked, "\(log): its lines cannot be checked without a key")]
            }
            return [Finding(.auditSound, "\(log) can be written, and its last lines are sound")]
        } catch { return [Finding(.auditUnchecked, "\(log): \(error)")] }
    }

    private var diskFindings: [Finding] {
        let folders = Set([locations.state, Files.folder(of: locations.auditLog)].filter(Files.isFolder)).sorted()
        return folders.compactMap { folder in
            guard let free = Files.freeSpace(of: folder) else { return nil }
            let text = "\(folder): \(free >> 20) MiB are free"
            return Finding(free < Self.full ? .diskFull : free < Self.low ? .diskLow : .diskRoomy, text)
        }
    }
}

/// Looks at the log file, which the bot can do without.
struct LogCheck: Sendable {
    private let path: String

    init(_ installation: Installation) { path = installation.locations.log }

    var check: Check { .files(late: Finding(.logNotWritable, "\(path) does not answer")) { findings() } }

    private func findings() -> [Finding] {
        let isWritable = Files.exists(path) ? Files.isWritable(path) : Files.canBeMade(path)
        return [
            isWritable
                ? Finding(.logWritable, "\(path) can be written")
                : Finding(.logNotWritable, "\(path) cannot be written")
        ]
    }
}

extension Files {
    /// Whether this process may make the file, and the folders above it that are missing.
    fileprivate static func canBeMade(_ path: String) -> Bool {
        var folder = folder(of: path)
        while !exists(folder), folder != self.folder(of: folder) { folder = self.folder(of: folder) }
        return isFolder(folder) && isWritable(folder: folder)
    }
}
