import FoundationEssentials
import Grants
import Recordings
import Synchronization
import Testing
import WebexAPI

@Suite struct AuthorizationFlowTests {
    private let folder: TemporaryFolder
    private let tokens: AccessTokens
    private let time = ManualTime()
    private let log = LoggedText()

    init() throws {
        folder = try TemporaryFolder()
        tokens = try AccessTokens(
            .complianceOfficer, in: Vault(folder: folder.path, keys: []), refresh: { _ in .numbered(99) },
            now: { [time] in time.now }, logger: log.logger)
    }

    /// A flow that Ada goes through with success, but for what a test changes.
    private func flow(
        officers: [EmailAddress] = [],
        exchange: @escaping @Sendable (Secret, String) async throws -> TokenAnswer = { _, _ in .numbered(0) },
        identify: @escaping @Sendable (Secret) async throws -> Person = { _ in try .ada },
        readsRecordings: @escaping @Sendable (Secret) async throws -> Bool = { _ in true }
    ) -> AuthorizationFlow {
        let ports = AuthorizationFlow.Ports(
            exchange: exchange, identify: identify, readsRecordings: readsRecordings,
            fitness: {
                Fitness(officers: officers, organization: OrganizationID(publicID: "example", key: "example"))
            })
        let configuration = AuthorizationFlow.Configuration(
            authorizeURL: "https://webex.example.com/v1/authorize", clientID: "C1 & more",
            publicURL: "https://steward.example.com")
        return AuthorizationFlow(
            configuration, ports: ports, tokens: tokens, now: { [time] in time.now }, logger: log.logger)
    }

    /// Begins and takes the state out of the URL, as Webex does.
    private func begin(_ flow: AuthorizationFlow) throws -> String {
        try #require(try flow.begin().split(separator: "&state=").last.map(String.init))
    }

    @Test func `somebody to whom Webex shows no recordings of others is not fit, and nothing is kept`() async throws {
        let flow = flow(readsRecordings: { _ in false })
        let state = try begin(flow)
        await #expect(throws: AuthorizationError.unfit(.mayNotReadRecordings)) {
            try await flow.finish(state: state, code: Secret("c"))
        }
        #expect(await tokens.status == .missing)
    }

    @Test func `the authorize URL says who asks for what and where to come back`() throws {
        let url = try flow().begin()
        #expect(
            url.hasPrefix(
                """
                https://webex.example.com/v1/authorize?client_id=C1%20%26%20more&response_type=code\
                &redirect_uri=https%3A%2F%2Fsteward.example.com%2Fwebex%2Fredirect\
                &scope=meeting%3Aadmin_schedule_read%20meeting%3Aadmin_preferences_read%20\
                spark-compliance%3Ameetings_read%20spark%3Apeople_read%20spark%3Akms&state=
                """))
    }

    @Test func `every authorization has a state of its own`() throws {
        let flow = flow()
        #expect(try begin(flow) != begin(flow))
        #expect(try begin(flow).utf8.count == 43)
    }

    @Test func `a code becomes a grant that is kept and used`() async throws {
        let exchanged = Mutex<[String]>([])
        let flow = flow(exchange: { code, redirectURI in
            exchanged.withLock { $0 = [code.reveal(), redirectURI] }
            return .numbered(0)
        })
        let grant = try await flow.finish(state: begin(flow), code: Secret("code-1"))
        #expect(exchanged.withLock { $0 } == ["code-1", "https://steward.example.com/webex/redirect"])
        #expect(grant.holder == (try .ada))
        #expect(try await tokens.current() == Secret("access-0"))
        let vault = try Vault(folder: folder.path, keys: [])
        #expect(try vault.grant(.complianceOfficer) == grant)
    }

    @Test func `the new token is the one that says whose it is`() async throws {
        let asked = Mutex<Secret?>(nil)
        let flow = flow(identify: { token in
            asked.withLock { $0 = token }
            return try .ada
        })
        _ = try await flow.finish(state: begin(flow), code: Secret("code-1"))
        #expect(asked.withLock { $0 } == Secret("access-0"))
    }

    @Test func `a state that is unknown, used or old is refused before Webex is asked`() async throws {
        let codes = Mutex<[Secret]>([])
        let flow = flow(exchange: { code, _ in
            codes.withLock { $0.append(code) }
            return .numbered(0)
        })
        let used = try begin(flow)
        _ = try await flow.finish(state: used, code: Secret("good"))
        let old = try begin(flow)
        time.advance(by: 600)
        for state in ["guessed", used, old] {
            await #expect(throws: AuthorizationError.unknownState) {
                try await flow.finish(state: state, code: Secret("bad"))
            }
        }
        #expect(codes.withLock { $0 } == [Secret("good")])
    }

    @Test func `declining uses the state up`() async throws {
        let flow = flow()
        let state = try begin(flow)
        #expect(
            flow.decline(state: state, error: "access_denied", description: nil)
                == .declined(error: "access_denied", description: nil))
        await #expect(throws: AuthorizationError.unknownState) {
            try await flow.finish(state: state, code: Secret("code"))
        }
    }
}

extension AuthorizationFlowTests {
    @Test func `a code that Webex does not take keeps the old grant in use`() async throws {
        _ = try await tokens.adopt(.example(7), over: .grantOfAnybody)
        let refusal = WebexError(.unauthorized, operation: "POST /access_token", message: "invalid_grant")
        let flow = flow(exchange: { _, _ in throw refusal })
        await #expect(throws: AuthorizationError.exchangeFailed(refusal)) {
            try await flow.finish(state: begin(flow), code: Secret("code"))
        }
        #expect(try await tokens.current() == Secret("access-7"))
    }

    @Test func `an answer without a refresh token is not kept`() async throws {
        let flow = flow(exchange: { _, _ in TokenAnswer(accessToken: Secret("a"), expiresIn: .seconds(1000)) })
        let error = await #expect(throws: AuthorizationError.self) {
            try await flow.finish(state: begin(flow), code: Secret("code"))
        }
        guard case .exchangeFailed(let cause) = error else {
            Issue.record("not the exchange, but \(String(describing: error))")
            return
        }
        #expect(cause.code == .malformedAnswer)
        #expect(await tokens.status == .missing)
    }

    @Test func `a token that nobody can be found for is not kept`() async throws {
        let failure = WebexError(.unavailable(status: 503), operation: "GET /people/me", message: "")
        let flow = flow(identify: { _ in throw failure })
        await #expect(throws: AuthorizationError.identificationFailed(failure)) {
            try await flow.finish(state: begin(flow), code: Secret("code"))
        }
        #expect(await tokens.status == .missing)
    }

    @Test func `cancelling is told apart from a failure of Webex`() async throws {
        let flow = flow(exchange: { _, _ in throw CancellationError() })
        await #expect(throws: AuthorizationError.cancelled) {
            try await flow.finish(state: begin(flow), code: Secret("code"))
        }
    }

    @Test func `somebody who may not give the grant does not replace it`() async throws {
        _ = try await tokens.adopt(.example(7), over: .grantOfAnybody)
        let flow = flow(officers: [try .example("grace")])
        await #expect(throws: AuthorizationError.unfit(.notAnOfficer(try .example("ada")))) {
            try await flow.finish(state: begin(flow), code: Secret("code"))
        }
        #expect(try await tokens.current() == Secret("access-7"))
    }

    @Test func `without a list the first grant stays with its holder, who may renew it`() async throws {
        let first = flow()
        _ = try await first.finish(state: begin(first), code: Secret("code"))
        let second = flow(identify: { _ in try .grace })
        await #expect(throws: AuthorizationError.unfit(.heldByAnother)) {
            try await second.finish(state: begin(second), code: Secret("code"))
        }
        let again = flow(exchange: { _, _ in .numbered(3) })
        _ = try await again.finish(state: begin(again), code: Secret("code"))
        #expect(try await tokens.current() == Secret("access-3"))
    }

    @Test func `with a list another officer may take over`() async throws {
        _ = try await tokens.adopt(.example(7), over: .grantOfAnybody)
        let flow = flow(officers: [try .example("grace")], identify: { _ in try .grace })
        let grant = try await flow.finish(state: begin(flow), code: Secret("code"))
        #expect(grant.holder.displayName == "Grace Hopper")
        #expect(try await tokens.current() == Secret("access-0"))
    }

    @Test func `a grant that cannot be written is not used`() async throws {
        let flow = flow()
        try FileManager.default.removeItem(atPath: folder.path)
        let error = await #expect(throws: AuthorizationError.self) {
            try await flow.finish(state: begin(flow), code: Secret("code"))
        }
        guard case .notStored = error else {
            Issue.record("not the storing, but \(String(describing: error))")
            return
        }
        #expect(await tokens.status == .missing)
    }

    @Test func `a first grant without a list of officers is told to the operator, without its secrets`() async throws {
        let flow = flow()
        let state = try begin(flow)
        _ = try await flow.finish(state: state, code: Secret("code-1"))
        #expect(log.text.contains("warning no compliance officers are configured"))
        for secret in ["code-1", "access-0", "refresh-0", state] { #expect(!log.text.contains(secret)) }
    }
}

extension Person {
    fileprivate static var ada: Person { get throws { try example("ada", "Ada Lovelace") } }
    fileprivate static var grace: Person { get throws { try example("grace", "Grace Hopper") } }

    private static func example(_ name: String, _ displayName: String) throws -> Person {
        Person(
            id: PersonID(publicID: name, key: name), kind: .person, emails: [try .example(name)],
            displayName: displayName, organization: OrganizationID(publicID: "example", key: "example"))
    }
}
