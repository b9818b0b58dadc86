import FoundationEssentials
import Grants
import Recordings
import Synchronization
import Testing
import WebexAPI

/// Two who use one folder, as a service and a command beside it do.
@Suite struct SharedVaultTests {
    private let folder: TemporaryFolder
    private let service: Vault
    private let command: Vault
    private let time = ManualTime()
    private let log = LoggedText()

    init() throws {
        folder = try TemporaryFolder()
        service = try Vault(folder: folder.path, keys: [])
        command = try Vault(folder: folder.path, keys: [])
        try service.store(.example(), as: .complianceOfficer)
    }

    private func tokens(
        in vault: Vault? = nil,
        refresh: @escaping @Sendable (Secret) async throws -> TokenAnswer = { _ in .numbered(1) }
    ) -> AccessTokens {
        AccessTokens(
            .complianceOfficer, in: vault ?? service, refresh: refresh, fraction: { 0.75 },
            now: { [time] in time.now }, logger: log.logger)
    }

    @Test func `a grant that was revoked beside the service is not used any more`() async throws {
        let tokens = tokens()
        #expect(try await tokens.current() == Secret("access-0"))
        try command.remove(.complianceOfficer)
        let error = await #expect(throws: GrantError.self) { try await tokens.current() }
        #expect(error?.code == .notAuthorized)
        #expect(await tokens.checkStatus() == .missing)
    }

    @Test func `a renewal does not bring back what was revoked meanwhile`() async throws {
        let tokens = tokens { [command] _ in
            try command.remove(.complianceOfficer)
            return .numbered(1)
        }
        time.advance(by: 800)
        let error = await #expect(throws: GrantError.self) { try await tokens.current() }
        #expect(error?.code == .notAuthorized)
        #expect(try command.grant(.complianceOfficer) == nil)
    }

    @Test func `a renewal keeps what was released meanwhile released`() async throws {
        let tokens = tokens { [command] _ in
            var grant = try Grant.example()
            grant.isReleased = true
            try command.store(grant, as: .complianceOfficer)
            return .numbered(1)
        }
        time.advance(by: 800)
        #expect(try await tokens.current() == Secret("access-1"))
        let stored = try #require(try command.grant(.complianceOfficer))
        #expect(stored.isReleased)
        #expect(stored.accessToken == Secret("access-1"))
    }

    @Test func `a renewal does not undo a grant that came meanwhile`() async throws {
        let tokens = tokens { [command] _ in
            try command.store(.example(5), as: .complianceOfficer)
            return .numbered(1)
        }
        time.advance(by: 740)
        time.advance(by: 20)
        #expect(try await tokens.current() == Secret("access-5"))
        #expect(try command.grant(.complianceOfficer) == Grant.example(5))
    }

    /// What a command does beside the service, and what the service's log says then.
    private static let changes: [(change: @Sendable (Vault) throws -> Void, line: String)] = [
        ({ try $0.remove(.complianceOfficer) }, "warning the grant is gone, as after steward grants revoke"),
        (
            {
                var grant = try Grant.example()
                grant.isReleased = true
                try $0.store(grant, as: .complianceOfficer)
            }, "notice the grant was released"
        ),
        (
            {
                var grant = try Grant.example(7)
                grant.authorizedAt += 60
                try $0.store(grant, as: .complianceOfficer)
            }, "notice another grant has taken the place of the one in use"
        ),
        ({ try $0.store(.example(7), as: .complianceOfficer) }, "notice another process has renewed the grant"),
        (
            {
                var grant = try Grant.example()
                grant.endedAt = ManualTime.start
                try $0.store(grant, as: .complianceOfficer)
            }, "warning another process found that Webex no longer takes the grant"
        ),
    ]

    @Test(arguments: changes.indices)
    func `the log names what became of the grant in use`(index: Int) async throws {
        let (change, line) = Self.changes[index]
        let tokens = tokens()
        try change(command)
        _ = await tokens.checkStatus()
        _ = await tokens.checkStatus()
        #expect(log.text.split(separator: "\n").count == 1)
        #expect(log.text.hasPrefix(line), "\(log.text)")
        #expect(log.text.contains("ada") && !log.text.contains("access-"))
    }

    @Test func `a grant that takes the place of another names both holders`() async throws {
        let tokens = tokens()
        var grace = try Grant.example(2)
        grace.holder.id = PersonID(publicID: "grace", key: "grace")
        try await tokens.adopt(grace)
        #expect(log.text.hasPrefix("notice a grant was given in place of the one in use"))
        #expect(["ada", "grace"].allSatisfy(log.text.contains))
    }

    @Test func `what one process renews the other uses`() async throws {
        let (first, second) = (tokens(), tokens(in: command) { _ in .numbered(2) })
        time.advance(by: 800)
        #expect(try await first.current() == Secret("access-1"))
        #expect(try await second.current() == Secret("access-1"))
    }

    @Test func `of several who claim a grant at once in different processes, one gets it`() async throws {
        try command.remove(.complianceOfficer)
        let desks = [tokens(), tokens(in: command)]
        let adoptions = try await withThrowingTaskGroup(of: AccessTokens.Adoption.self) { group in
            for number in 0..<10 {
                group.addTask {
                    var grant = try Grant.example(number)
                    grant.holder.id = PersonID(publicID: "\(number)", key: "\(number)")
                    return try await desks[number % 2].adopt(grant, over: .ownGrantOnly)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(adoptions.count { $0 == .inUse(former: nil) } == 1)
        #expect(adoptions.count { $0 == .heldByAnother } == 9)
    }

    @Test func `a released grant can be taken over by anybody who is fit`() async throws {
        var grace = try Grant.example(2)
        grace.holder.id = PersonID(publicID: "grace", key: "grace")
        let tokens = tokens()
        #expect(try await tokens.adopt(grace, over: .ownGrantOnly) == .heldByAnother)
        var released = try Grant.example()
        released.isReleased = true
        try command.store(released, as: .complianceOfficer)
        #expect(try await tokens.adopt(grace, over: .ownGrantOnly) == .inUse(former: Grant.Holder.ada.id))
        #expect(await tokens.checkHolder()?.id.key == "grace")
    }

    @Test func `that a grant has ended is known after a restart, and Webex is not asked again`() async throws {
        let tokens = tokens { _ in
            throw WebexError(.unauthorized, operation: "POST /access_token", message: "invalid_grant")
        }
        time.advance(by: 1000)
        _ = try? await tokens.current()
        let restarted = self.tokens(in: command)
        #expect(await restarted.checkStatus() == .ended(try .ada))
        await #expect(throws: GrantError.self) { try await restarted.current() }
    }
}
