import Files
import FoundationEssentials
import Grants
import Testing

@Suite struct VaultKeyFileTests {
    private let folder: TemporaryFolder
    private var keyFile: String { folder.path + "/vault.key" }

    init() throws { folder = try TemporaryFolder() }

    @Test func `without a key the vault makes one, says where, and uses it from then on`() throws {
        let vault = try Vault(folder: folder.path, keys: [])
        #expect(vault.keySource == .file(keyFile))
        try vault.store(.example(), as: .complianceOfficer)
        #expect(try Vault(folder: folder.path, keys: []).grant(.complianceOfficer) == Grant.example())
    }

    @Test func `nobody else may read the key file`() throws {
        _ = try Vault(folder: folder.path, keys: [])
        let attributes = try FileManager.default.attributesOfItem(atPath: keyFile)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `the folder is made when it is missing`() throws {
        let vault = try Vault(folder: folder.path + "/state", keys: [])
        #expect(vault.keySource == .file(folder.path + "/state/vault.key"))
    }

    @Test func `a lost key file is not replaced while something is sealed with it`() throws {
        try Vault(folder: folder.path, keys: []).store(.example(), as: .complianceOfficer)
        try Files.remove(keyFile)
        #expect(throws: VaultError(.keyMissing, keyFile)) { try Vault(folder: folder.path, keys: []) }
        #expect(!Files.exists(keyFile))
    }

    @Test(arguments: ["", "not base64 at all", "c2hvcnQ="])
    func `a key file that holds no key is an error and is left alone`(content: String) throws {
        try Files.replace(keyFile, with: Array(content.utf8))
        #expect(throws: VaultError(.badKey, keyFile)) { try Vault(folder: folder.path, keys: []) }
        #expect(try Files.read(keyFile, limit: 1024) == Array(content.utf8))
    }

    @Test func `a folder that cannot be made is named`() throws {
        let file = folder.path + "/file"
        try Files.replace(file, with: [])
        let error = #expect(throws: VaultError.self) { try Vault(folder: file + "/state", keys: []) }
        #expect(error?.path == file + "/state")
    }
}
