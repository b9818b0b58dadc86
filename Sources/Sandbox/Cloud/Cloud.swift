import FoundationEssentials
import HTTPTypes
import JSONTree
import Logging
import Synchronization
import WebConnections

/// A Webex of one company without the network in front of it: requests in, answers out.
final class Cloud: Sendable {
    /// What changes while the cloud runs, each part with its own rules.
    struct State: Sendable {
        /// Where the cloud is reached, such as `http://127.0.0.1:8080`; known once the port is.
        var origin = ""
        var tokens: TokenBook
        var rooms: RoomBook
        var devices = DeviceBook()
        var tickets = TicketBook()
        var webhooks = WebhookBook()
        /// Recordings that were forwarded, as the event socket described them, by message.
        var shares: [String: JSONValue] = [:]
    }

    let company: Company
    let ids: PublicIDs
    let behaviour: Behaviour
    let now: @Sendable () -> Date
    private let state: Mutex<State>
    let mercury = Mercury()
    let readers = Readers()
    let faults = Faults()
    let requests = RequestLog()
    let outbox = Outbox()
    let deliveryLog = DeliveryLog()
    /// Given for every webhook that is registered.
    let webhookRegistered = Signal()
    let pacemaker: Pacemaker
    let logger: Logger
    private let routes = Cloud.allRoutes

    init(company: Company, behaviour: Behaviour, now: @escaping @Sendable () -> Date, logger: Logger) {
        self.company = company
        self.behaviour = behaviour
        pacemaker = Pacemaker(clock: behaviour.clock)
        self.now = now
        self.logger = logger
        ids = PublicIDs(cluster: company.cluster)
        state = Mutex(State(tokens: TokenBook(company), rooms: RoomBook(company, now: now())))
    }

    var origin: String { withState { $0.origin } }

    /// Reads or changes the state as one step; nothing else happens meanwhile, so nothing in it may wait.
    func withState<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        state.withLock { state in body(&state) }
    }

    /// Answers one request; never throws, whatever is asked.
    func respond(to request: ServerRequest) async -> ServerResponse {
        let entry = requests.begin(request, by: caller(of: request, now: now())?.account)
        defer { requests.end(entry) }
        await pacemaker.pass()
        switch faults.take(for: request) {
        case .answer(let response): return response
        case .refusal(let status, let words): return .failure(status, words(request))
        case .delay(let duration):
            try? await behaviour.clock.sleep(for: duration)
            return answer(request)
        case .loseAnswer(let duration):
            let response = answer(request)
            try? await behaviour.clock.sleep(for: duration)
            return response
        case .mistake(let response):
            _ = answer(request)
            return response
        case .hangUp: return .withheld
        case .handleAndHangUp:
            _ = answer(request)
            return .withheld
        case .cutShort: return answer(request).cutShort
        case nil: return answer(request)
        }
    }

    private func answer(_ request: ServerRequest) -> ServerResponse {
        let trackingID = request.fields[.trackingID] ?? "ROUTERGW_\(UUID().uuidString.lowercased())"
        var response: ServerResponse
        do {
            let (route, call) = try routes.find(request, now: now())
            response = try route.handler(self)(call)
        } catch let error as APIError {
            response = .json(error.body(trackingID: trackingID), status: error.status)
        } catch {
            logger.error("the sandbox could not answer", metadata: ["error": "\(error)"])
            let failure = APIError(.internalServerError, "An internal error occurred.")
            response = .json(failure.body(trackingID: trackingID), status: failure.status)
        }
        response.fields[.trackingID] = trackingID
        response.fields[.date] = Timestamp.http(now())
        return response
    }

    private static let allRoutes =
        peopleRoutes + roomRoutes + messageRoutes + messageEditingRoutes + attachmentActionRoutes + meetingRoutes
        + preferenceRoutes + recordingRoutes + oauthRoutes + catalogRoutes + deviceRoutes + conversationRoutes
        + fileRoutes + webhookRoutes + grantRoutes
}
