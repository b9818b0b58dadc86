import FoundationEssentials
import Grants
import Logging
import Recordings
@testable import Service
import TemporaryFolders
import Testing
import TestSupport
import WebexAPI

@Suite(.timeLimit(.minutes(1))) struct OriginalGrantTests {
    private let folder: TemporaryFolder
    private let vault: Vault
    private let tokens: AccessTokens
    private let identity = BotIdentity()
    private static let answer = TokenAnswer(accessToken: Secret("access-1"), expiresIn: .seconds(1000))

    init() throws {
        folder = try TemporaryFolder()
        vault = try Vault(folder: folder.path, keys: [])
        tokens = AccessTokens(
            .complianceOfficer, in: vault, refresh: { _ in throw CancellationError() }, logger: .silent)
        try vault.store(originalToken: Secret("original"))
        identity.set(Person(id: PersonID(publicID: "bot", key: "bot"), kind: .bot, emails: [], displayName: "Bot"))
    }

    private static func grant(_ answer: TokenAnswer) throws -> Grant {
        let email = try #require(EmailAddress("ada@example.com"))
        let holder = Grant.Holder(id: PersonID(publicID: "ada", key: "ada"), email: email, displayName: "Ada")
        return try #require(Grant(answer, holder: holder, at: Date(), renewingAt: 0.5))
    }

    private func original(
        refresh: @escaping @Sendable (Secret) async throws -> TokenAnswer = { _ in answer },
        adopt: (@Sendable (TokenAnswer) async throws(AuthorizationError) -> Grant)? = nil
    ) -> OriginalGrant {
        OriginalGrant(
            vault: vault, tokens: tokens, identity: identity, refresh: refresh,
            adopt: adopt ?? { [tokens] answer throws(AuthorizationError) in
                do {
                    let grant = try Self.grant(answer)
                    try await tokens.adopt(grant)
                    return grant
                } catch { throw .notStored("\(error)") }
            }, clock: ContinuousClock(), logger: .silent)
    }

    @Test func `the token becomes a grant, and is forgotten`() async throws {
        #expect(await original().isDone())
        #expect(try vault.grant(.complianceOfficer)?.refreshToken == Secret("original"))
        #expect(try vault.originalToken() == nil)
    }

    @Test func `a token that Webex gave in its place is kept until there is a grant`() async throws {
        var answer = Self.answer
        answer.refreshToken = Secret("rotated")
        let unavailable = WebexError(.unreachable, operation: "GET /people/me", message: "")
        let original = original(
            refresh: { [answer] _ in answer },
            adopt: { _ throws(AuthorizationError) in throw .examinationFailed(unavailable) })
        #expect(await !original.isDone())
        #expect(try vault.originalToken() == Secret("rotated"))
    }

    @Test func `while Webex is away, or the bot does not know itself, it is tried again`() async throws {
        let away = original(refresh: { _ in throw WebexError(.unreachable, operation: "POST", message: "") })
        #expect(await !away.isDone())
        let stranger = OriginalGrant(
            vault: vault, tokens: tokens, identity: BotIdentity(), refresh: { _ in Self.answer },
            adopt: { _ throws(AuthorizationError) in throw .cancelled }, clock: ContinuousClock(), logger: .silent)
        #expect(await !stranger.isDone())
        #expect(try vault.originalToken() == Secret("original"))
    }

    @Test func `a token that Webex no longer takes, or of somebody who may not, is forgotten`() async throws {
        let ended = original(refresh: { _ in throw WebexError(.unauthorized, operation: "POST", message: "") })
        #expect(await ended.isDone())
        #expect(try vault.originalToken() == nil)
        try vault.store(originalToken: Secret("original"))
        let unfit = original(adopt: { _ throws(AuthorizationError) in throw .unfit(.mayNotReadRecordings) })
        #expect(await unfit.isDone())
        #expect(try vault.originalToken() == nil)
        #expect(await tokens.checkStatus() == .missing)
    }

    @Test func `a grant that somebody gave meanwhile is not replaced`() async throws {
        var answer = Self.answer
        answer.refreshToken = Secret("fresh")
        try await tokens.adopt(Self.grant(answer))
        #expect(await original().isDone())
        #expect(try vault.grant(.complianceOfficer)?.refreshToken == Secret("fresh"))
        #expect(try vault.originalToken() == nil)
    }
}
