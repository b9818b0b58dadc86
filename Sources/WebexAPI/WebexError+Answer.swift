import HTTPTransport
import HTTPTypes
import JSONTree
import Recordings

extension WebexError {
    /// Webex's own words are kept up to here.
    private static let longestMessage = 300

    /// What an answer that is no success means.
    ///
    /// - Parameters:
    ///   - response: What Webex answered.
    ///   - call: What it was asked; none of that is in the error.
    ///   - token: What it was asked with.
    ///   - retryAfter: How long it wants to be left alone.
    init(_ response: ClientResponse, to call: WebexCall, with token: Secret, retryAfter: Duration? = nil) {
        let body = try? JSONValue(parsing: response.body)
        let code: Code =
            switch response.status.code {
            case 401: .unauthorized
            case 403: .forbidden
            case 404, 410: .notFound
            case 423, 429: .throttled(retryAfter: retryAfter)
            case 500...: .unavailable(status: response.status.code)
            case let status: .rejected(status: status)
            }
        let words = body?["message"]?.string ?? "status \(response.status.code)"
        self.init(
            code, operation: call.operation, trackingID: body?["trackingId"]?.string ?? response.trackingID,
            message: String(call.sentValues(with: token).withheld(from: words).prefix(Self.longestMessage)))
    }
}

extension WebexCall {
    /// What was asked for, every text in the body, and the token.
    fileprivate func sentValues(with token: Secret) -> SentValues {
        SentValues(asked + (body?.texts ?? []) + [token.reveal()])
    }
}

extension JSONValue {
    /// Every text in it, however deep; names of members are none.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let object): object.members.flatMap(\.value.texts)
        default: []
        }
    }
}
