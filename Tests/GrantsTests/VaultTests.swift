import Cryptography
import Files
import FoundationEssentials
import Grants
import Testing

@Suite struct VaultTests {
    private let folder: TemporaryFolder
    private let name: Vault.Name

    init() throws {
        folder = try TemporaryFolder()
        name = try #require(Vault.Name("webhook-secret"))
    }

    private var file: String { folder.path + "/webhook-secret.sealed" }

    @Test func `what was written is read again by another vault with the same key`() throws {
        let key = try SealingKey.random()
        try Vault(folder: folder.path, keys: [key]).write([1, 2, 3], as: name)
        let vault = try Vault(folder: folder.path, keys: [key])
        #expect(try vault.read(name) == [1, 2, 3])
        #expect(try vault.names() == [name])
        #expect(vault.keySource == .given)
    }

    @Test func `an entry that was never written is nothing, not an error`() throws {
        #expect(try Vault(folder: folder.path, keys: []).read(name) == nil)
    }

    @Test func `a grant comes back whole`() throws {
        let vault = try Vault(folder: folder.path, keys: [try .random()])
        try vault.store(.example(7), as: .complianceOfficer)
        #expect(try vault.grant(.complianceOfficer) == Grant.example(7))
    }

    @Test func `no token can be read in the file, and nobody else may read it`() throws {
        let vault = try Vault(folder: folder.path, keys: [try .random()])
        try vault.store(.example(), as: .complianceOfficer)
        let path = folder.path + "/compliance-officer.sealed"
        let text = String(decoding: try Files.read(path, limit: 1 << 20), as: UTF8.self)
        #expect(!text.contains("access-0"))
        #expect(!text.contains("refresh-0"))
        #expect(!text.contains("ada"))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `after a change of keys the old one opens and the new one seals`() throws {
        let (old, new) = (try SealingKey.random(), try SealingKey.random())
        try Vault(folder: folder.path, keys: [old]).write([1], as: name)
        let rotating = try Vault(folder: folder.path, keys: [new, old])
        #expect(try rotating.read(name) == [1])
        try rotating.write([2], as: name)
        #expect(try Vault(folder: folder.path, keys: [new]).read(name) == [2])
    }

    @Test func `a wrong key opens nothing and overwrites nothing`() throws {
        let key = try SealingKey.random()
        try Vault(folder: folder.path, keys: [key]).write([1], as: name)
        let stranger = try Vault(folder: folder.path, keys: [try .random()])
        #expect(throws: VaultError(.unreadable, file)) { try stranger.read(name) }
        #expect(throws: VaultError(.unreadable, file)) { try stranger.write([2], as: name) }
        #expect(try Vault(folder: folder.path, keys: [key]).read(name) == [1])
    }

    @Test func `a changed file and a file under another name do not open`() throws {
        let vault = try Vault(folder: folder.path, keys: [try .random()])
        try vault.write([1], as: name)
        var bytes = try Files.read(file, limit: 1024)
        let other = try #require(Vault.Name("other"))
        try Files.replace(folder.path + "/other.sealed", with: bytes)
        #expect(throws: VaultError(.unreadable, folder.path + "/other.sealed")) { try vault.read(other) }
        bytes[bytes.count - 1] ^= 1
        try Files.replace(file, with: bytes)
        #expect(throws: VaultError(.unreadable, file)) { try vault.read(name) }
    }

    @Test(arguments: ["", "steward-vault-1", "steward-vault-x\nabc", "{\"access_token\":\"x\"}"])
    func `a file of another format is told apart and left alone`(content: String) throws {
        let vault = try Vault(folder: folder.path, keys: [try .random()])
        try Files.replace(file, with: Array(content.utf8))
        #expect(throws: VaultError(.unknownFormat, file)) { try vault.read(name) }
        #expect(throws: VaultError(.unknownFormat, file)) { try vault.write([1], as: name) }
        #expect(try Files.read(file, limit: 1024) == Array(content.utf8))
    }

    @Test func `a file of a later version is told apart and left alone`() throws {
        let vault = try Vault(folder: folder.path, keys: [try .random()])
        try Files.replace(file, with: Array("steward-vault-12\nabc".utf8))
        #expect(throws: VaultError(.newerVersion, file)) { try vault.read(name) }
        #expect(throws: VaultError(.newerVersion, file)) { try vault.write([1], as: name) }
    }

    @Test func `an entry that is sealed but no grant is told apart`() throws {
        let vault = try Vault(folder: folder.path, keys: [])
        try vault.write(Array("{}".utf8), as: .complianceOfficer)
        let error = #expect(throws: VaultError.self) { try vault.grant(.complianceOfficer) }
        #expect(error?.code == .unknownFormat)
    }

    @Test func `a removed entry is gone, and removing it again does no harm`() throws {
        let vault = try Vault(folder: folder.path, keys: [])
        try vault.write([1], as: name)
        try vault.remove(name)
        try vault.remove(name)
        #expect(try vault.read(name) == nil)
        #expect(try vault.names().isEmpty)
    }

    @Test func `more than fits into a file is refused, and what was there stays`() throws {
        let vault = try Vault(folder: folder.path, keys: [])
        try vault.write([1], as: name)
        let tooMuch = [UInt8](repeating: 0, count: 64 << 10)
        #expect(throws: VaultError(.cannotSeal, file)) { try vault.write(tooMuch, as: name) }
        #expect(try vault.read(name) == [1])
    }

    @Test(arguments: ["", "../grant", "a/b", "A", "a.b", "é", String(repeating: "a", count: 65)])
    func `a name that could lead elsewhere is refused`(text: String) {
        #expect(Vault.Name(text) == nil)
    }
}
