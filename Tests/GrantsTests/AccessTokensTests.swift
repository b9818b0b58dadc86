import FoundationEssentials
import Grants
import Recordings
import Synchronization
import Testing
import WebexAPI

@Suite struct AccessTokensTests {
    private let folder: TemporaryFolder
    private let vault: Vault
    private let time = ManualTime()
    private let log = LoggedText()

    init() throws {
        folder = try TemporaryFolder()
        vault = try Vault(folder: folder.path, keys: [])
    }

    /// Starts with the example grant on disk.
    private func tokens(
        refresh: @escaping @Sendable (Secret) async throws -> TokenAnswer
    ) throws -> AccessTokens {
        try vault.store(.example(), as: .complianceOfficer)
        return AccessTokens(
            .complianceOfficer, in: vault, refresh: refresh, fraction: { 0.75 }, now: { [time] in time.now },
            logger: log.logger)
    }

    @Test func `without a grant nobody is authorized`() async throws {
        let tokens = AccessTokens(
            .complianceOfficer, in: vault, refresh: { _ in .numbered(1) }, logger: log.logger)
        let error = await #expect(throws: GrantError.self) { try await tokens.current() }
        #expect(error?.code == .notAuthorized)
        #expect(await tokens.checkStatus() == .missing)
    }

    @Test func `before its time the token of the grant is used`() async throws {
        let tokens = try tokens { _ in .numbered(1) }
        time.advance(by: 749)
        #expect(try await tokens.current() == Secret("access-0"))
    }

    @Test func `after its time the token is renewed with the refresh token`() async throws {
        let used = Mutex<[Secret]>([])
        let tokens = try tokens { token in
            used.withLock { $0.append(token) }
            return .numbered(1)
        }
        time.advance(by: 750)
        #expect(try await tokens.current() == Secret("access-1"))
        #expect(used.withLock { $0 } == [Secret("refresh-0")])
    }

    @Test func `a renewed grant is on disk before its token is used`() async throws {
        let tokens = try tokens { _ in .numbered(1) }
        time.advance(by: 800)
        _ = try await tokens.current()
        #expect(try vault.grant(.complianceOfficer)?.refreshToken == Secret("refresh-1"))
    }

    @Test func `a renewed grant that cannot be written is not used`() async throws {
        let tokens = try tokens { [folder] _ in
            try FileManager.default.removeItem(atPath: folder.path)
            return .numbered(1)
        }
        time.advance(by: 750)
        #expect(try await tokens.current() == Secret("access-0"))
        time.advance(by: 250)
        let error = await #expect(throws: GrantError.self) { try await tokens.current() }
        #expect(error?.code == .temporarilyUnavailable)
    }

    @Test(.timeLimit(.minutes(1))) func `however many ask at once, Webex is asked once`() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let count = Atomic(0)
        let tokens = try tokens { _ in
            // Holds the answer back until everybody has asked.
            for await _ in arrivals.prefix(100) {}
            return .numbered(count.add(1, ordering: .relaxed).newValue)
        }
        time.advance(by: 1000)
        let answers = try await withThrowingTaskGroup(of: Secret.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    arrived.yield()
                    return try await tokens.current()
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: Secret("access-1"), count: 100))
    }
}

extension AccessTokensTests {
    @Test func `while Webex is away a token that still works is used, and Webex left alone for a minute`() async throws
    {
        let attempts = Atomic(0)
        let tokens = try tokens { _ in
            attempts.add(1, ordering: .relaxed)
            throw WebexError(.unavailable(status: 503), operation: "POST /access_token", message: "")
        }
        time.advance(by: 750)
        #expect(try await tokens.current() == Secret("access-0"))
        time.advance(by: 59)
        #expect(try await tokens.current() == Secret("access-0"))
        #expect(attempts.load(ordering: .relaxed) == 1)
        time.advance(by: 1)
        #expect(try await tokens.current() == Secret("access-0"))
        #expect(attempts.load(ordering: .relaxed) == 2)
    }

    @Test(
        arguments: [
            .unavailable(status: 503), .unreachable, .throttled(retryAfter: nil), .malformedAnswer,
            .rejected(status: 401),
        ] as [WebexError.Code])
    func `a failure that is not the grant's leaves it in place`(code: WebexError.Code) async throws {
        let isDown = Atomic(true)
        let tokens = try tokens { _ in
            if isDown.load(ordering: .relaxed) { throw WebexError(code, operation: "POST /access_token", message: "") }
            return .numbered(1)
        }
        time.advance(by: 1000)
        let error = await #expect(throws: GrantError.self) { try await tokens.current() }
        #expect(error?.code == .temporarilyUnavailable)
        isDown.store(false, ordering: .relaxed)
        #expect(try await tokens.current() == Secret("access-1"))
    }

    @Test func `a grant that Webex no longer takes has ended until somebody authorizes anew`() async throws {
        let tokens = try tokens { _ in
            throw WebexError(.unauthorized, operation: "POST /access_token", message: "invalid_grant")
        }
        time.advance(by: 800)
        let error = await #expect(throws: GrantError.self) { try await tokens.current() }
        #expect(error?.code == .notAuthorized)
        #expect(await tokens.checkStatus() == .ended(try .ada))

        try await tokens.adopt(.example(5))
        #expect(await tokens.checkStatus() == .held(try .example(5)))
    }

    @Test(.timeLimit(.minutes(1))) func `a grant given during a renewal is not undone by it`() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let tokens = try tokens { _ in
            begin.finish()
            for await _ in released {}
            return .numbered(1)
        }
        time.advance(by: 1000)
        async let token = tokens.current()
        for await _ in begun {}
        try await tokens.adopt(.example(5))
        release.finish()
        #expect(try await token == Secret("access-5"))
        #expect(try vault.grant(.complianceOfficer) == Grant.example(5))
    }

    @Test func `a token that an API refused is renewed once, whoever noticed`() async throws {
        let count = Atomic(0)
        let tokens = try tokens { _ in .numbered(count.add(1, ordering: .relaxed).newValue) }
        time.advance(by: 60)
        #expect(try await tokens.renewNow(after: Secret("access-0")) == Secret("access-1"))
        #expect(try await tokens.renewNow(after: Secret("access-0")) == Secret("access-1"))
    }

    @Test func `tokens that are refused as soon as they came are renewed again, but ever more slowly`() async throws {
        let count = Atomic(0)
        let tokens = try tokens { _ in .numbered(count.add(1, ordering: .relaxed).newValue) }
        time.advance(by: 60)
        var token = Secret("access-0")
        for number in 1...3 {
            token = try await tokens.renewNow(after: token)
            #expect(token == Secret("access-\(number)"))
        }
        let error = await #expect(throws: GrantError.self) { try await tokens.renewNow(after: token) }
        #expect(error?.code == .temporarilyUnavailable)
        time.advance(by: 20)
        let fourth = try await tokens.renewNow(after: token)
        #expect(fourth == Secret("access-4"))
        let again = await #expect(throws: GrantError.self) { try await tokens.renewNow(after: fourth) }
        #expect(again?.code == .temporarilyUnavailable)
    }

    @Test func `the holder stays known when the grant has ended`() async throws {
        let tokens = try tokens { _ in
            throw WebexError(.unauthorized, operation: "POST /access_token", message: "invalid_grant")
        }
        #expect(await tokens.checkHolder() == (try .ada))
        time.advance(by: 1000)
        _ = try? await tokens.current()
        #expect(await tokens.checkHolder() == (try .ada))
    }

    @Test func `no token is logged`() async throws {
        let tokens = try tokens { _ in .numbered(1) }
        time.advance(by: 800)
        _ = try await tokens.current()
        try await tokens.adopt(.example(2))
        #expect(log.text.contains("the grant was renewed"))
        for part in ["access-", "refresh-"] { #expect(!log.text.contains(part)) }
    }
}
