import Files
import FoundationEssentials
import Grants
import Recordings
import Testing

@Suite struct OriginalTokenFileTests {
    private let folder: TemporaryFolder
    private let vault: Vault
    private var path: String { "\(folder.path)/webex_tokens_recording_bot.json" }

    /// As the other bot writes it; the times are text there.
    private static let content = """
        {"access_token": "old-access", "expires_in": 1209599, "refresh_token": "old-refresh",
         "refresh_token_expires_in": 7775999, "token_type": "Bearer", "scope": "spark:kms",
         "expires_at": "1800000000.5", "refresh_token_expires_at": "1807000000.5"}
        """

    init() throws {
        folder = try TemporaryFolder()
        vault = try Vault(folder: folder.path, keys: [])
    }

    private func write(_ text: String) throws { try Files.replace(path, with: Array(text.utf8)) }

    @Test func `the token is sealed, and the file in the clear is gone`() throws {
        try write(Self.content)
        #expect(try OriginalTokenFile.take(from: folder.path, into: vault) == .taken)
        #expect(try vault.originalToken() == Secret("old-refresh"))
        #expect(!Files.exists(path))
        for name in try Files.list(folder.path) {
            let bytes = try Files.read("\(folder.path)/\(name)", limit: 1 << 20)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("old-"))
        }
        #expect(try OriginalTokenFile.take(from: folder.path, into: vault) == .absent)
    }

    @Test(arguments: ["", "{", "[]", #"{"access_token": "x"}"#, #"{"refresh_token": ""}"#, #"{"refresh_token": 1}"#])
    func `a file that is something else is left alone`(content: String) throws {
        try write(content)
        #expect(try OriginalTokenFile.take(from: folder.path, into: vault) == .malformed)
        #expect(try Files.read(path, limit: 1024) == Array(content.utf8))
        #expect(try vault.originalToken() == nil)
    }

    @Test func `a sealed grant is never replaced, be it readable or not`() throws {
        try write(Self.content)
        try vault.store(.example(), as: .complianceOfficer)
        #expect(try OriginalTokenFile.take(from: folder.path, into: vault) == .superseded)
        try Files.replace("\(folder.path)/compliance-officer.sealed", with: [])
        #expect(try OriginalTokenFile.take(from: folder.path, into: vault) == .superseded)
        #expect(Files.exists(path))
        #expect(try vault.originalToken() == nil)
    }

    @Test func `a token that cannot be sealed stays where it is`() throws {
        try write(Self.content)
        try Files.replace("\(folder.path)/vault.key", with: [])
        #expect(throws: VaultError.self) { try OriginalTokenFile.take(from: folder.path, into: vault) }
        #expect(Files.exists(path))
    }
}
