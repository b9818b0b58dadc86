import Cryptography
import Files
import FoundationEssentials
import Grants
import Recordings
import Synchronization
import Testing
import WebexAPI

/// What becomes of a grant when the disk, or somebody at it, does something else than it should.
@Suite struct SickVaultTests {
    private let folder: TemporaryFolder
    private let vault: Vault
    private let time = ManualTime()
    private let log = LoggedText()
    private var file: String { folder.path + "/compliance-officer.sealed" }

    init() throws {
        folder = try TemporaryFolder()
        vault = try Vault(folder: folder.path, keys: [])
        try vault.store(.example(), as: .complianceOfficer)
    }

    private func tokens(
        refresh: @escaping @Sendable (Secret) async throws -> TokenAnswer = { _ in .numbered(1) }
    ) -> AccessTokens {
        AccessTokens(
            .complianceOfficer, in: vault, refresh: refresh, fraction: { 0.75 }, now: { [time] in time.now },
            logger: log.logger)
    }

    /// Ways in which a file is not what was sealed.
    enum Damage: CaseIterable, Sendable {
        case tampered, truncated, emptied, newer

        func apply(to bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .tampered: bytes.dropLast() + [bytes.last.map { $0 ^ 1 } ?? 0]
            case .truncated: Array(bytes.prefix(bytes.count / 2))
            case .emptied: []
            case .newer: Array("steward-vault-2\n".utf8) + bytes
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func `a damaged file is a state of its own, is never overwritten, and works again once restored`(
        damage: Damage
    ) async throws {
        let good = try Files.read(file, limit: 1 << 20)
        let bad = damage.apply(to: good)
        try Files.replace(file, with: bad)
        let tokens = tokens()
        guard case .unreadable = await tokens.checkStatus() else {
            Issue.record("\(damage): \(await tokens.checkStatus())")
            return
        }
        #expect(log.text.contains("error the stored grant cannot be read"))
        await #expect(throws: GrantError.self) { try await tokens.current() }
        await #expect(throws: VaultError.self) { try await tokens.adopt(.example(5)) }
        #expect(try Files.read(file, limit: 1 << 20) == bad)
        try Files.replace(file, with: good)
        #expect(try await tokens.current() == Secret("access-0"))
    }

    @Test func `a grant under another key is not missing`() async throws {
        let stranger = try Vault(folder: folder.path, keys: [try .random()])
        let tokens = AccessTokens(
            .complianceOfficer, in: stranger, refresh: { _ in .numbered(1) }, logger: log.logger)
        #expect(await tokens.checkStatus() == .unreadable(VaultError(.unreadable, file)))
    }

    @Test func `a disk that does not answer for a moment does not cost a grant that is known`() async throws {
        let tokens = tokens()
        let key = folder.path + "/vault.key"
        let content = try Files.read(key, limit: 1024)
        try Files.remove(key)
        try FileManager.default.createDirectory(atPath: key, withIntermediateDirectories: false)
        // Touched, so that it is read again, which cannot be done.
        try Files.replace(file, with: try Files.read(file, limit: 1 << 20))
        #expect(try await tokens.current() == Secret("access-0"))
        try FileManager.default.removeItem(atPath: key)
        try Files.replace(key, with: content)
        #expect(try await tokens.current() == Secret("access-0"))
    }

    @Test func `tokens that the disk does not take are kept until it does, and no others are asked for`() async throws {
        let count = Atomic(0)
        let key = folder.path + "/vault.key"
        let content = try Files.read(key, limit: 1024)
        let tokens = tokens { _ in
            try Files.replace(key, with: [])
            return .numbered(count.add(1, ordering: .relaxed).newValue)
        }
        time.advance(by: 750)
        #expect(try await tokens.current() == Secret("access-0"))
        try Files.replace(key, with: content)
        time.advance(by: 60)
        #expect(try await tokens.current() == Secret("access-1"))
        #expect(try vault.grant(.complianceOfficer)?.refreshToken == Secret("refresh-1"))
        #expect(count.load(ordering: .relaxed) == 1)
    }
}

/// Clocks that jump.
extension SickVaultTests {
    @Test func `a clock that was set back renews once, and then goes by the new time`() async throws {
        let count = Atomic(0)
        let tokens = tokens { _ in .numbered(count.add(1, ordering: .relaxed).newValue) }
        time.advance(by: -365 * 86_400)
        #expect(try await tokens.current() == Secret("access-1"))
        #expect(try await tokens.current() == Secret("access-1"))
        time.advance(by: 750)
        #expect(try await tokens.current() == Secret("access-2"))
    }

    @Test func `after a jump into the future and back a refused token is still renewed`() async throws {
        let count = Atomic(0)
        let tokens = tokens { _ in .numbered(count.add(1, ordering: .relaxed).newValue) }
        time.advance(by: 365 * 86_400)
        #expect(try await tokens.current() == Secret("access-1"))
        time.advance(by: -365 * 86_400)
        #expect(try await tokens.renewNow(after: Secret("access-1")) == Secret("access-2"))
    }

    @Test func `a failure before the clock was set back does not hold the next attempt up`() async throws {
        let isDown = Atomic(true)
        let tokens = tokens { _ in
            if isDown.load(ordering: .relaxed) {
                throw WebexError(.unreachable, operation: "POST /access_token", message: "")
            }
            return .numbered(1)
        }
        time.advance(by: 990)
        #expect(try await tokens.current() == Secret("access-0"))
        isDown.store(false, ordering: .relaxed)
        time.advance(by: -200)
        #expect(try await tokens.current() == Secret("access-1"))
    }

    @Test func `an answer without a refresh token keeps the one there is`() async throws {
        let tokens = tokens { _ in TokenAnswer(accessToken: Secret("access-1"), expiresIn: .seconds(1000)) }
        time.advance(by: 800)
        #expect(try await tokens.current() == Secret("access-1"))
        #expect(try vault.grant(.complianceOfficer)?.refreshToken == Secret("refresh-0"))
    }
}
