import Endpoints
import FoundationEssentials
import Grants
import HTTPTypes
import Logging
import Recordings
import Synchronization
import WebexAPI

@testable import WebConnections

extension ServerRequest {
    static func get(
        _ path: String, _ query: [(name: String, value: String)] = [], cookie: String? = nil
    ) -> ServerRequest {
        var request = ServerRequest(method: .get, path: path, query: query, fields: [:], body: [])
        request.fields[.cookie] = cookie
        return request
    }

    static func make(_ method: HTTPRequest.Method, _ path: String) -> ServerRequest {
        ServerRequest(method: method, path: path, query: [], fields: [:], body: [])
    }
}

extension ServerResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// What surrounds the routes under test: the time, Webex and the settings.
struct Surroundings: Sendable {
    var now = Date(timeIntervalSince1970: 1_800_000_000)
    var exchange: Result<TokenAnswer, WebexError> = .success(.example)
    var identification: Result<Person, WebexError> = .success(.ada)
    var readsRecordings = true
    /// How often tokens were asked for.
    var exchanges = 0
    var officers: [EmailAddress] = []
    var state = ServiceState(isTransportUp: true)
}

/// The routes of a bot that Ada of example.com can authorize, with a folder of its own.
final class Bot: Sendable {
    let routes: Routes
    let tokens: AccessTokens
    private let folder: String
    private let surroundings: Surrounding

    private final class Surrounding: Sendable {
        let value = Mutex(Surroundings())

        var ports: AuthorizationFlow.Ports {
            AuthorizationFlow.Ports(
                exchange: { _, _ in
                    try self.value.withLock { state in
                        state.exchanges += 1
                        return state.exchange
                    }.get()
                },
                examination: .init(
                    identify: { _ in try self.value.withLock { $0.identification }.get() },
                    readsPersonalRooms: { _, _ in true },
                    readsRecordings: { _ in self.value.withLock { $0.readsRecordings } }),
                fitness: { Fitness(officers: self.value.withLock { $0.officers }, organization: .example) },
                claimed: { _ in }, discard: { _, _ in })
        }
    }

    init(
        at address: String = "https://steward.example.com",
        logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    ) throws {
        let surroundings = Surrounding()
        let now: @Sendable () -> Date = { surroundings.value.withLock { $0.now } }
        folder = FileManager.default.temporaryDirectory.appending(path: "endpoints-\(UUID().uuidString)").path
        tokens = try AccessTokens(
            .complianceOfficer, in: Vault(folder: folder, keys: []), refresh: { _ in .example }, now: now,
            logger: logger)
        let flow = try AuthorizationFlow(
            .init(
                authorizeURL: "https://webex.example.com/authorize", clientID: "C1", address: PublicAddress(address)),
            ports: surroundings.ports, tokens: tokens, now: now, logger: logger)
        routes = Routes(
            flow: flow, tokens: tokens, state: { surroundings.value.withLock { $0.state } }, logger: logger)
        self.surroundings = surroundings
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// How often tokens were asked for.
    var exchanges: Int { surroundings.value.withLock { $0.exchanges } }

    func change(_ body: (inout sending Surroundings) -> Void) { surroundings.value.withLock { body(&$0) } }

    func get(
        _ path: String, _ query: [(name: String, value: String)] = [], cookie: String? = nil
    ) async -> ServerResponse {
        await routes.respond(to: .get(path, query, cookie: cookie))
    }

    /// What a browser has after it opened the authorize page: the state that Webex gives back, and its cookie.
    func begin() async -> (state: String, cookie: String) {
        let response = await get("/webex/authorize")
        return (
            response.fields[.location]?.split(separator: "&state=").last.map(String.init) ?? "",
            String((response.fields[.setCookie] ?? "").prefix { $0 != ";" })
        )
    }

    /// Comes back to what began, with `query` beside the state.
    func comeBack(_ query: [(name: String, value: String)]) async -> ServerResponse {
        let (state, cookie) = await begin()
        return await get("/webex/redirect", query + [("state", state)], cookie: cookie)
    }

    /// Goes the whole way with a code that Webex takes or not.
    func authorize() async -> ServerResponse { await comeBack([("code", "code-1")]) }
}

extension TokenAnswer {
    static let example = TokenAnswer(
        accessToken: Secret("access-1"), expiresIn: .seconds(1_209_600), refreshToken: Secret("refresh-1"),
        refreshExpiresIn: .seconds(7_776_000), scope: "spark:people_read example:unknown")
}

extension OrganizationID {
    static let example = OrganizationID(publicID: "example", key: "example")
}

extension Person {
    static let ada = Person(
        id: PersonID(publicID: "ada", key: "ada"), kind: .person,
        emails: [EmailAddress("ada@example.com")].compactMap(\.self), displayName: "Ada <Lovelace>",
        organization: .example)
}
