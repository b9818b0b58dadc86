import FoundationEssentials
import Grants
import HTTPTypes
import Journal
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

    private func desk(at url: String = "http://127.0.0.1:1") throws -> GrantDesk {
        var options = ServiceOptions(botToken: Secret("t"), clientID: "C1", clientSecret: Secret("s"))
        options.apiURL = url
        return try GrantDesk(options, state: folder.path, logger: .silent)
    }

    /// What the service leaves when Ada has authorized it.
    private func authorize() async throws {
        let answer = TokenAnswer(
            accessToken: Secret("access-1"), expiresIn: .seconds(1000), refreshToken: Secret("refresh-1"),
            refreshExpiresIn: .seconds(5000), scope: "spark:people_read")
        let email = try #require(EmailAddress("ada@example.com"))
        let grant = Grant(
            answer, holder: Grant.Holder(id: ada, email: email, displayName: "Ada Lovelace"),
            at: Date(timeIntervalSince1970: 1_800_000_000), renewingAt: 0.5)
        try Vault(folder: folder.path, keys: []).store(try #require(grant), as: .complianceOfficer)
        _ = try await Journal(folder("journal.jsonl"), now: Date()).claim(for: ada)
    }

    @Test func `the list tells who and until when, and no token`() async throws {
        try await authorize()
        let text = try desk().list().joined(separator: "\n")
        for part in ["Ada Lovelace <ada@example.com>", "2027-01-15T09:23:20Z", "spark:people_read", "claimed by: ada"] {
            #expect(text.contains(part), "\(part)")
        }
        for secret in ["access-1", "refresh-1"] { #expect(!text.contains(secret)) }
    }

    @Test func `without a grant the list says so`() throws {
        #expect(try desk().list() == ["compliance-officer: none", "claimed by: nobody"])
    }

    @Test func `a released grant stays, and the next may claim it`() async throws {
        try await authorize()
        let lines = try folder.lines(of: "journal.jsonl")
        try await desk().release()
        #expect(Array(try folder.lines(of: "journal.jsonl").dropLast()) == lines)
        #expect(try desk().list().last == "claimed by: nobody, it was released")
        #expect(try Vault(folder: folder.path, keys: []).grant(.complianceOfficer) != nil)
        let grace = PersonID(publicID: "grace", key: "grace")
        #expect(try await Journal(folder("journal.jsonl"), now: Date()).claim(for: grace))
    }

    @Test(arguments: [true, false]) func `a revoked grant is forgotten, whether Webex takes it back or not`(
        isTaken: Bool
    ) async throws {
        try await authorize()
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
            let count = try await desk(at: "http://127.0.0.1:\(server.port)").revoke()
            #expect(count == (isTaken ? 1 : nil))
        }
        #expect(asked.withLock { $0.last } == (isTaken ? "DELETE /authorizations/A1" : "GET /authorizations"))
        #expect(try desk().list().first == "compliance-officer: none")
    }

    @Test func `there is nothing to revoke without a grant`() async throws {
        await #expect(throws: StartError.self) { try await desk().revoke() }
    }
}
