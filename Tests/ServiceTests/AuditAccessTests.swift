import Files
@testable import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite struct AuditAccessTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    private func access(_ environment: [String: String], settings: String? = nil) throws -> AuditAccess {
        if let settings { try folder.write(settings, to: "config.json") }
        return try AuditAccess(environment: environment, configurationFile: folder("config.json")) { _ in "" }
    }

    private func settings(state: String) -> String {
        "{\"audit_log_file\": \"/from/audit.log\", \"token_storage_path\": \"\(folder(state))\"}"
    }

    @Test func `the log is where the service writes it`() throws {
        #expect(try access([:], settings: settings(state: "state")).log == "/from/audit.log")
        #expect(try access(["AUDIT_LOG_FILE": "/mine/audit.log"]).log == "/mine/audit.log")
    }

    @Test func `keys come from the environment, in their order`() throws {
        let other = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
        let keys = try access(["STEWARD_KEY": "\(key),\(other)"]).keys
        #expect(keys.count == 2)
        #expect(try access(["STEWARD_KEY": other]).keys == Array(keys.suffix(1)))
    }

    @Test func `else from the key file of the vault, which looking does not make`() throws {
        #expect(try access([:], settings: settings(state: "state")).keys.isEmpty)
        #expect(!Files.exists(folder("state")))
        try folder.createFolder("state")
        try folder.write("\(key)\n", to: "state/vault.key")
        #expect(try access([:]).keys == access(["STEWARD_KEY": key]).keys)
    }

    @Test func `a key that is none is refused`() {
        #expect(throws: OptionsError.self) { try access(["STEWARD_KEY": "short"]) }
    }
}
