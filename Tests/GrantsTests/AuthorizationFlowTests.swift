import Cryptography
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
    private let desk = Desk()

    /// Notes what the flow hands to others.
    private final class Desk: Sendable {
        let proofs = Mutex<[AuthorizationFlow.Proof]>([])
        let claims = Mutex<[PersonID]>([])
        let discarded = Mutex<[Secret]>([])
    }

    init() throws {
        folder = try TemporaryFolder()
        tokens = try AccessTokens(
            .complianceOfficer, in: Vault(folder: folder.path, keys: []), refresh: { _ in .numbered(99) },
            now: { [time] in time.now }, logger: log.logger)
    }

    /// A flow that Ada goes through with success, but for what a test changes.
    private func flow(
        officers: [EmailAddress] = [],
        exchange: @escaping @Sendable (Secret) async throws -> TokenAnswer = { _ in .numbered(0) },
        identify: @escaping @Sendable (Secret) async throws -> Person = { _ in try .ada },
        readsPersonalRooms: @escaping @Sendable (Secret, EmailAddress) async throws -> Bool = { _, _ in true },
        readsRecordings: @escaping @Sendable (Secret) async throws -> Bool = { _ in true }
    ) throws -> AuthorizationFlow {
        let ports = AuthorizationFlow.Ports(
            exchange: { [desk] code, proof in
                desk.proofs.withLock { $0.append(proof) }
                return try await exchange(code)
            },
            examination: .init(
                identify: identify, readsPersonalRooms: readsPersonalRooms, readsRecordings: readsRecordings),
            fitness: {
                Fitness(officers: officers, organization: OrganizationID(publicID: "example", key: "example"))
            }, claimed: { [desk] holder in desk.claims.withLock { $0.append(holder.id) } },
            discard: { [desk] token, _ in desk.discarded.withLock { $0.append(token) } })
        let configuration = AuthorizationFlow.Configuration(
            authorizeURL: "https://webex.example.com/v1/authorize", clientID: "C1 & more",
            address: try PublicAddress("https://steward.example.com"))
        return try AuthorizationFlow(
            configuration, ports: ports, tokens: tokens, now: { [time] in time.now }, logger: log.logger)
    }

    /// What a browser has after it began: the state that Webex gives back, and its cookie.
    private func begin(_ flow: AuthorizationFlow) throws -> (state: String, browser: String) {
        let beginning = try flow.begin()
        return (
            try #require(beginning.url.split(separator: "&state=").last.map(String.init)), beginning.browser
        )
    }

    /// Goes the whole way in one browser.
    @discardableResult
    private func authorize(_ flow: AuthorizationFlow, code: String = "code-1") async throws -> Grant {
        let (state, browser) = try begin(flow)
        return try await flow.finish(state: state, browser: browser, code: Secret(code))
    }

    /// Why Ada does not get through.
    private func failure(_ flow: AuthorizationFlow) async throws -> AuthorizationError {
        try #require(await #expect(throws: AuthorizationError.self) { try await authorize(flow) })
    }

    @Test func `the authorize URL says who asks for what, where to come back, and how to prove it`() async throws {
        let url = try flow().begin().url
        #expect(
            url.hasPrefix(
                """
                https://webex.example.com/v1/authorize?client_id=C1%20%26%20more&response_type=code\
                &redirect_uri=https%3A%2F%2Fsteward.example.com%2Fwebex%2Fredirect\
                &scope=meeting%3Aadmin_schedule_read%20meeting%3Aadmin_preferences_read%20\
                spark-compliance%3Ameetings_read%20spark%3Apeople_read%20spark%3Akms&code_challenge=
                """))
        #expect(url.contains("&code_challenge_method=S256&state="))
    }

    @Test func `the exchange proves what the authorize URL announced`() async throws {
        let flow = try flow()
        let beginning = try flow.begin()
        let parameters = Dictionary(
            uniqueKeysWithValues: beginning.url.split(separator: "?")[1].split(separator: "&").map { item in
                let parts = item.split(separator: "=")
                return (String(parts[0]), String(parts[1]))
            })
        _ = try await flow.finish(
            state: parameters["state"], browser: beginning.browser, code: Secret("code-1"))
        let proof = try #require(desk.proofs.withLock { $0.first })
        #expect(proof.redirectURI == "https://steward.example.com/webex/redirect")
        #expect(try Base64URL.encode(Digest.sha256(proof.verifier.reveal().utf8)) == parameters["code_challenge"])
    }

    @Test func `a code becomes a grant that is kept and used`() async throws {
        let codes = Mutex<[Secret]>([])
        let flow = try flow(exchange: { code in
            codes.withLock { $0.append(code) }
            return .numbered(0)
        })
        let grant = try await authorize(flow)
        #expect(codes.withLock { $0 } == [Secret("code-1")])
        #expect(grant.holder == (try .ada))
        #expect(try await tokens.current() == Secret("access-0"))
        let vault = try Vault(folder: folder.path, keys: [])
        #expect(try vault.grant(.complianceOfficer) == grant)
        #expect(desk.discarded.withLock { $0 }.isEmpty)
    }

    @Test func `the new token is the one that is tried`() async throws {
        let tried = Mutex<[Secret]>([])
        let note = { @Sendable (token: Secret) in tried.withLock { $0.append(token) } }
        let flow = try flow(
            identify: {
                note($0); return try .ada
            },
            readsPersonalRooms: { token, email in
                note(token); return try email == .example("ada")
            },
            readsRecordings: {
                note($0); return true
            })
        try await authorize(flow)
        #expect(tried.withLock { $0 } == Array(repeating: Secret("access-0"), count: 3))
    }

    @Test func `whoever does not come back with what they began with is refused before Webex is asked`() async throws {
        let flow = try flow()
        let open = try begin(flow)
        let used = try begin(flow)
        _ = try await flow.finish(state: used.state, browser: used.browser, code: Secret("good"))
        let tries: [(String?, String?, StateProblem)] = [
            (nil, open.browser, .missing), ("guessed", open.browser, .unknown), (used.state, used.browser, .used),
            (open.state, nil, .foreignBrowser), (open.state, used.browser, .foreignBrowser),
        ]
        for (state, browser, problem) in tries {
            await #expect(throws: AuthorizationError.notOurs(problem)) {
                try await flow.finish(state: state, browser: browser, code: Secret("bad"))
            }
        }
        time.advance(by: 600)
        await #expect(throws: AuthorizationError.notOurs(.expired)) {
            try await flow.finish(state: open.state, browser: open.browser, code: Secret("bad"))
        }
        #expect(desk.proofs.withLock { $0.count } == 1)
    }

    @Test func `giving up uses the state up, and its reason counts only with a state of ours`() async throws {
        let flow = try flow()
        let (state, browser) = try begin(flow)
        let reason = AuthorizationError.declined(error: "access_denied", description: "words")
        #expect(flow.giveUp(state: state, browser: nil, because: reason) == .notOurs(.foreignBrowser))
        #expect(flow.giveUp(state: "guessed", browser: browser, because: reason) == .notOurs(.unknown))
        #expect(flow.giveUp(state: state, browser: browser, because: reason) == reason)
        await #expect(throws: AuthorizationError.notOurs(.used)) {
            try await flow.finish(state: state, browser: browser, code: Secret("code"))
        }
    }

    @Test func `only the browser that finished has just finished, and for ten minutes`() async throws {
        let flow = try flow()
        let (mine, other) = (try begin(flow), try begin(flow))
        #expect(!flow.hasJustFinished(in: mine.browser))
        _ = try await flow.finish(state: mine.state, browser: mine.browser, code: Secret("code"))
        #expect(flow.hasJustFinished(in: mine.browser))
        #expect(!flow.hasJustFinished(in: other.browser))
        #expect(!flow.hasJustFinished(in: nil))
        time.advance(by: 600)
        #expect(!flow.hasJustFinished(in: mine.browser))
    }
}

/// Whose grant is kept, and what becomes of others.
extension AuthorizationFlowTests {
    @Test func `a grant that reads too little is not kept`() async throws {
        let noRecordings = try flow(readsRecordings: { _ in false })
        #expect(try await failure(noRecordings) == .unfit(.mayNotReadRecordings))
        let noRooms = try flow(readsPersonalRooms: { _, _ in false })
        #expect(try await failure(noRooms) == .unfit(.mayNotReadPersonalRooms))
        #expect(await tokens.checkStatus() == .missing)
        #expect(desk.claims.withLock { $0.isEmpty })
    }

    @Test func `a code that Webex does not take keeps the old grant in use`() async throws {
        try await tokens.adopt(.example(7))
        let refusal = WebexError(.unauthorized, operation: "POST /access_token", message: "invalid_grant")
        #expect(try await failure(flow(exchange: { _ in throw refusal })) == .exchangeFailed(refusal))
        #expect(try await tokens.current() == Secret("access-7"))
    }

    @Test func `a refusal of the integration names what to compare, one of the code does not`() {
        let refusals = [WebexError.Code.rejected(status: 401), .unauthorized].map {
            AuthorizationError.exchangeFailed(WebexError($0, operation: "POST /access_token", message: "no"))
                .description
        }
        #expect(refusals[0].contains("WEBEX_INTEGRATION_CLIENT_SECRET"))
        #expect(!refusals[1].contains("WEBEX_INTEGRATION"))
    }

    @Test func `an answer without a refresh token is not kept`() async throws {
        let flow = try flow(exchange: { _ in TokenAnswer(accessToken: Secret("a"), expiresIn: .seconds(1000)) })
        guard case .exchangeFailed(let cause) = try await failure(flow) else {
            Issue.record("not the exchange")
            return
        }
        #expect(cause.code == .malformedAnswer)
        #expect(await tokens.checkStatus() == .missing)
    }

    @Test func `a token that Webex does not tell about is not kept`() async throws {
        let cause = WebexError(.unavailable(status: 503), operation: "GET /x", message: "")
        for flow in [
            try flow(identify: { _ in throw cause }), try flow(readsPersonalRooms: { _, _ in throw cause }),
            try flow(readsRecordings: { _ in throw cause }),
        ] { #expect(try await failure(flow) == .examinationFailed(cause)) }
        #expect(await tokens.checkStatus() == .missing)
    }

    @Test func `cancelling is told apart from a failure of Webex`() async throws {
        #expect(try await failure(flow(exchange: { _ in throw CancellationError() })) == .cancelled)
    }

    @Test func `somebody who may not give the grant does not replace it, and theirs is to be revoked`() async throws {
        try await tokens.adopt(.example(7))
        let flow = try flow(officers: [try .example("ada")], identify: { _ in try .grace })
        #expect(try await failure(flow) == .unfit(.notAnOfficer(try .example("grace"))))
        #expect(try await tokens.current() == Secret("access-7"))
        #expect(desk.discarded.withLock { $0 } == [Secret("access-0")])
    }

    @Test func `what the holder of the grant gives in vain is not revoked, for that would end the grant`() async throws
    {
        try await tokens.adopt(.example(7))
        #expect(try await failure(flow(readsRecordings: { _ in false })) == .unfit(.mayNotReadRecordings))
        #expect(desk.discarded.withLock { $0 }.isEmpty)
    }

    @Test func `without a list the first grant stays with its holder, who may renew it`() async throws {
        try await authorize(flow())
        let foreign = try flow(identify: { _ in try .grace })
        #expect(try await failure(foreign) == .unfit(.heldByAnother))
        #expect(desk.discarded.withLock { $0 } == [Secret("access-0")])
        try await authorize(flow(exchange: { _ in .numbered(3) }))
        #expect(try await tokens.current() == Secret("access-3"))
        #expect(desk.claims.withLock { $0.map(\.key) } == ["ada"])
    }

    @Test func `a grant that could not be written claims nothing: the next who is fit may give one`() async throws {
        // A folder where the sealed file belongs, as good as a disk that takes nothing.
        let path = folder.path + "/compliance-officer.sealed"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard case .notStored = try await failure(flow()) else {
            Issue.record("not the storing")
            return
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(try await authorize(flow(identify: { _ in try .grace })).holder.id.key == "grace")
    }

    @Test func `with a list another officer may take over`() async throws {
        try await tokens.adopt(.example(7))
        let flow = try flow(officers: [try .example("grace")], identify: { _ in try .grace })
        #expect(try await authorize(flow).holder.displayName == "Grace Hopper")
        #expect(try await tokens.current() == Secret("access-0"))
    }

    @Test func `a grant that cannot be written is not used`() async throws {
        let flow = try flow()
        try FileManager.default.removeItem(atPath: folder.path)
        guard case .notStored = try await failure(flow) else {
            Issue.record("not the storing")
            return
        }
        #expect(await tokens.checkStatus() == .missing)
    }

    @Test func `a first grant without a list of officers is told to the operator, without its secrets`() async throws {
        let flow = try flow()
        let (state, browser) = try begin(flow)
        _ = try await flow.finish(state: state, browser: browser, code: Secret("code-1"))
        #expect(log.text.contains("warning no compliance officers are configured"))
        #expect(desk.claims.withLock { $0.map(\.key) } == ["ada"])
        for secret in ["code-1", "access-0", "refresh-0", state, browser] { #expect(!log.text.contains(secret)) }
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
