import Cryptography
import Files
import FoundationEssentials
import Grants
import Testing

@Suite struct VaultRotationTests {
    private let folder: TemporaryFolder
    private let name: Vault.Name
    private var keyFile: String { folder.path + "/vault.key" }

    init() throws {
        folder = try TemporaryFolder()
        name = try #require(Vault.Name("webhook-secret"))
    }

    @Test func `after a rotation the first key opens everything, and the old one nothing`() throws {
        let (old, new) = (try SealingKey.random(), try SealingKey.random())
        let before = try Vault(folder: folder.path, keys: [old])
        try before.store(.example(), as: .complianceOfficer)
        try before.write([1, 2], as: name)
        #expect(try Vault(folder: folder.path, keys: [new, old]).rotate() == 2)
        let after = try Vault(folder: folder.path, keys: [new])
        #expect(try after.grant(.complianceOfficer) == Grant.example())
        #expect(try after.read(name) == [1, 2])
        #expect(throws: VaultError.self) { try before.read(name) }
    }

    @Test func `a rotation that cannot open everything changes nothing`() throws {
        let (old, new) = (try SealingKey.random(), try SealingKey.random())
        try Vault(folder: folder.path, keys: [old]).store(.example(), as: .complianceOfficer)
        try Vault(folder: folder.path, keys: [try .random()]).write([1], as: name)
        let path = folder.path + "/webhook-secret.sealed"
        #expect(throws: VaultError(.unreadable, path)) { try Vault(folder: folder.path, keys: [new, old]).rotate() }
        #expect(try Vault(folder: folder.path, keys: [old]).grant(.complianceOfficer) == Grant.example())
    }

    @Test func `a key file gets a new key, and a vault that is open goes on`() throws {
        let running = try Vault(folder: folder.path, keys: [])
        try running.store(.example(), as: .complianceOfficer)
        let former = try Files.read(keyFile, limit: 1024)
        #expect(try Vault(folder: folder.path, keys: []).rotate() == 1)
        let present = try Files.read(keyFile, limit: 1024)
        #expect(present.count == former.count)
        #expect(present != former)
        #expect(try running.grant(.complianceOfficer) == Grant.example())
        try running.store(.example(3), as: .complianceOfficer)
        #expect(try Vault(folder: folder.path, keys: []).grant(.complianceOfficer) == Grant.example(3))
    }

    @Test func `a rotation that was cut short leaves everything readable, and can be done again`() throws {
        let vault = try Vault(folder: folder.path, keys: [])
        try vault.write([1], as: name)
        let former = try Files.read(keyFile, limit: 1024)
        // As a crash leaves it that comes before anything is sealed anew.
        let new = Data(try Random.bytes(32)).base64EncodedString() + "\n"
        try Files.replace(keyFile, with: Array(new.utf8) + former)
        #expect(try vault.read(name) == [1])
        try vault.write([2], as: name)
        #expect(try vault.rotate() == 1)
        #expect(try Files.read(keyFile, limit: 1024).count == former.count)
        #expect(try vault.read(name) == [2])
    }

    @Test func `of many who open an empty vault at once, all get the same key`() async throws {
        let keys = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<10 {
                group.addTask { [folder] in try Vault(folder: folder.path, keys: []).keys(for: "a test") }
            }
            return try await group.reduce(into: Set<[[UInt8]]>()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
    }
}
