import FoundationEssentials
import HTTPTypes
import Sandbox
import WebConnections

/// What Webex does in place of a proper answer, as `docs/faults.md` calls it.
enum Misbehaviour: String, CaseIterable {
    case throttlesForASecond = "429, in a second"
    case throttlesUntil = "429, until a date"
    case throttlesWithoutSense = "429, nonsense"
    case throttlesWithoutTime = "429, no time"
    case throttlesForHours = "429, in two hours"
    case locks = "423"
    case fails = "500"
    case isUnavailable = "503"
    case isTooSlow = "no answer in time"
    case hangsUp = "hangs up"
    case doesItAndHangsUp = "does it, hangs up"
    case cutsOff = "does it, cuts the answer off"
    case answersPage = "a page of HTML"

    /// Far below that of the service, where nothing is to answer in time.
    var callDeadline: Duration { self == .isTooSlow ? .seconds(2) : .seconds(15) }

    /// More often than a single call is repeated; waiting for hours takes many tries already.
    var few: Int { self == .throttlesForHours ? 1 : 4 }

    /// - Parameter now: By which Webex names dates.
    /// - Returns: What is to happen to a request.
    func fault(at now: Date) -> Faults.Fault {
        switch self {
        case .throttlesForASecond: .answer(.rateLimited(retryAfter: "1"))
        case .throttlesUntil: .answer(.rateLimited(until: now.addingTimeInterval(5)))
        case .throttlesWithoutSense: .answer(.rateLimited(retryAfter: "soon"))
        case .throttlesWithoutTime: .answer(.rateLimited(retryAfter: nil))
        case .throttlesForHours: .answer(.rateLimited(retryAfter: "7200"))
        case .locks: .answer(.failure(HTTPResponse.Status(code: 423), "locked"))
        case .fails: .answer(.failure(.internalServerError, "no"))
        case .isUnavailable: .answer(.failure(.serviceUnavailable, "no"))
        case .isTooSlow: .delay(.seconds(3600))
        case .hangsUp: .hangUp
        case .doesItAndHangsUp: .handleAndHangUp
        case .cutsOff: .cutShort
        case .answersPage:
            .answer(ServerResponse(.ok, fields: [.contentType: "text/html"], body: Array("<html>".utf8)))
        }
    }
}

/// A call of the bot that something happens to, as `docs/faults.md` calls it.
enum FaultyCall: String, CaseIterable {
    case identity = "who the bot is"
    case catalogue, devices
    case newDevice = "new device"
    case socket
    case token, officer
    case personalRoom = "personal room"
    case listing
    case message
    case cardAction = "card action"
    case person
    case meetings
    case recordings = "list of recordings"
    case recording
    case reply = "message sent"

    /// How its path begins.
    var path: String {
        switch self {
        case .identity, .officer: "/v1/people/me"
        case .catalogue: "/u2c/"
        case .devices, .newDevice: "/wdm/api/v1/devices"
        case .socket: "/v1/apps/"
        case .token: "/v1/access_token"
        case .personalRoom: "/v1/meetingPreferences"
        case .listing, .recordings: "/v1/admin/recordings"
        case .message: "/v1/messages/"
        case .cardAction: "/v1/attachment/actions/"
        case .person: "/v1/people/"
        case .meetings: "/v1/meetings"
        case .recording: "/v1/recordings/"
        case .reply: "/v1/messages"
        }
    }

    var method: HTTPRequest.Method {
        switch self {
        case .newDevice, .token, .reply: .post
        default: .get
        }
    }

    /// Whether it can happen to this call: a handshake is answered with a status and nothing else.
    func canMeet(_ misbehaviour: Misbehaviour) -> Bool {
        guard self == .socket, case .answer = misbehaviour.fault(at: .distantPast) else { return self != .socket }
        return true
    }
}
