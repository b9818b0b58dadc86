import Cryptography
import Files
import FoundationEssentials
import Grants
import HTTPTypes
import Logging
import Recordings
@testable import Service
import Synchronization
import TemporaryFolders
import Testing
import TestSupport
import WebConnections
import WebexAPI

@Suite(.timeLimit(.minutes(1))) struct GrantDeskTests {
    private let folder: TemporaryFolder
    private let ada = PersonID(publicID: "ada", key: "ada")

    init() throws { folder = try TemporaryFolder() }

    private static let given = Date(timeIntervalSince1970: 1_800_000_000)
    private static let life: TimeInterval = 90 * 86_400

    private func desk(
        at url: String = "http://127.0.0.1:1", keys: [[UInt8]] = [], now: Date = given
    ) throws -> GrantDesk {
        var options = ServiceOptions(botToken: Secret("t"), clientID: "C1", clientSecret: Secret("s"))
        options.apiURL = url
        options.keys = keys
        return try GrantDesk(options, state: folder.path, now: { now }, logger: .silent)
    }

    /// What the service leaves when Ada has authorized it.
    private func authorize(_ vault: Vault? = nil, _ change: (inout Grant) -> Void = { _ in }) throws {
        let answer = TokenAnswer(
            accessToken: Secret("access-1"), expiresIn: .seconds(1000), refreshToken: Secret("refresh-1"),
            refreshExpiresIn: .seconds(Self.life), scope: "spark:people_read")
        let email = try #require(EmailAddress("ada@example.com"))
        var grant = try #require(
            Grant(
                answer, holder: Grant.Holder(id: ada, email: email, displayName: "Ada Lovelace"), at: Self.given,
                renewingAt: 0.5))
        change(&grant)
        try (vault ?? Vault(folder: folder.path, keys: [])).store(grant, as: .complianceOfficer)
    }

    @Test func `the list tells who and until when, and no token`() throws {
        try authorize()
        #expect(
            try desk().list() == [
                "compliance-officer: in force", "given by: Ada Lovelace <ada@example.com>",
                "given: 2027-01-15T08:00:00Z", "access ends: 2027-01-15T08:16:40Z, renewed after 2027-01-15T08:08:20Z",
                "grant ends: 2027-04-15T08:00:00Z", "scopes: spark:people_read",
                "claimed by: Ada Lovelace <ada@example.com>",
            ])
    }

    @Test func `without a grant the list says so`() throws {
        #expect(try desk().list() == ["compliance-officer: none", "claimed by: nobody"])
    }

    @Test func `a grant that ends within 14 days is told apart, and so is one that has ended`() throws {
        try authorize()
        let late = Self.given.addingTimeInterval(Self.life - 13 * 86_400)
        #expect(
            try desk(now: late).list().first
                == "compliance-officer: in force, ending: a compliance officer authorizes anew")
        try authorize { $0.endedAt = Self.given }
        #expect(
            try desk().list().first == """
                compliance-officer: ended, Webex no longer takes it since 2027-01-15T08:00:00Z: a compliance officer \
                authorizes anew
                """)
    }

    @Test(arguments: [
        (bytes: [UInt8]("steward-vault-2\nx".utf8), what: "was sealed by a later version"),
        ([], "is no sealed file, or was cut off"), ([UInt8]("steward-vault-1\nx".utf8), "does not open"),
    ])
    func `a grant that cannot be read is a state with what to do, and stays as it is`(
        bytes: [UInt8], what: String
    ) throws {
        let file = folder("compliance-officer.sealed")
        try authorize()
        try Files.replace(file, with: bytes)
        let lines = try desk().list()
        #expect(lines.first == "compliance-officer: unreadable")
        #expect(lines.last?.contains("\(file) \(what)") == true)
        #expect(throws: (any Error).self) { try desk().release() }
        #expect(try Files.read(file, limit: 1024) == bytes)
    }

    @Test func `a released grant stays, and is nobody's`() throws {
        try authorize()
        try desk().release()
        #expect(try desk().list().last == "claimed by: nobody, it was released")
        let grant = try #require(try Vault(folder: folder.path, keys: []).grant(.complianceOfficer))
        #expect(grant.isReleased)
        #expect(grant.accessToken == Secret("access-1"))
    }

    @Test func `after a rotation the first key is enough, also for the audit log`() throws {
        let keys = (1...2).map { [UInt8](repeating: $0, count: SealingKey.length) }
        let old = try Vault(folder: folder.path, keys: [SealingKey(keys[0])])
        try authorize(old)
        let auditKey = try #require(try AuditAccess.keys(of: old).first)
        let outcome = try desk(keys: [keys[1], keys[0]]).rotate()
        #expect(outcome.entries == 2)
        #expect(outcome.keyFile == nil)
        #expect(try desk(keys: [keys[1]]).list().first == "compliance-officer: in force")
        let auditKeys = try AuditAccess.keys(of: Vault(folder: folder.path, keys: [SealingKey(keys[1])]))
        #expect(auditKeys.count == 2)
        #expect(auditKeys.last == auditKey)
        #expect(try desk(keys: [keys[0]]).list().first == "compliance-officer: unreadable")
    }

    @Test func `without a given key a rotation makes a new key file`() throws {
        try authorize()
        let former = try folder.text(of: "vault.key")
        let auditKeys = try AuditAccess.keys(of: Vault(folder: folder.path, keys: []))
        let outcome = try desk().rotate()
        #expect(outcome.keyFile == folder("vault.key"))
        #expect(try folder.text(of: "vault.key") != former)
        #expect(try desk().list().first == "compliance-officer: in force")
        #expect(try AuditAccess.keys(of: Vault(folder: folder.path, keys: [])).suffix(1) == auditKeys[...])
    }

    @Test func `a grant that Webex does not take back is kept`() async throws {
        try authorize()
        await #expect(throws: StartError.self) { try await desk().revoke() }
        #expect(try desk().list().first == "compliance-officer: in force")
    }

    @Test func `a grant that has ended is forgotten, for nothing is left to take back`() async throws {
        try authorize { $0.endedAt = Self.given }
        #expect(try await desk().revoke() == nil)
        #expect(try desk().list().first == "compliance-officer: none")
    }

    @Test(arguments: [true, false])
    func `a revoked grant is forgotten once Webex has taken it back, or when that is forced`(
        isTaken: Bool
    ) async throws {
        try authorize()
        let asked = Mutex<[String]>([])
        let server = try WebServer(configuration: .init(), logger: .silent) { request in
            asked.withLock { $0.append("\(request.method.rawValue) \(request.path)") }
            guard isTaken else { return ServerResponse(.forbidden) }
            let list = #"{"items": [{"id": "A1", "clientId": "C1"}]}"#
            return ServerResponse(
                .ok, fields: [.contentType: "application/json"], body: Array(list.utf8))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let count = try await desk(at: "http://127.0.0.1:\(server.port)").revoke(isForced: !isTaken)
            #expect(count == (isTaken ? 1 : nil))
        }
        #expect(asked.withLock { $0.last } == (isTaken ? "DELETE /authorizations/A1" : "GET /authorizations"))
        #expect(try desk().list().first == "compliance-officer: none")
    }

    @Test func `there is nothing to revoke without a grant`() async throws {
        await #expect(throws: StartError.self) { try await desk().revoke() }
        #expect(throws: StartError.self) { try desk().release() }
    }
}
