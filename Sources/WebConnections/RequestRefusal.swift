package import HTTPTypes

/// Why a peer got no answer of the handler: it is answered with a status where it can be, and hung up on.
package enum RequestRefusal: String, Error, Sendable, CaseIterable {
    /// The bytes are no request that has one meaning only.
    case malformed
    /// The request did not come whole in time.
    case late
    /// The method has a body, and its length is not told, or told in a way that is not taken.
    case lengthMissing = "length-missing"
    case bodyTooLarge = "body-too-large"
    case targetTooLong = "target-too-long"
    case headTooLarge = "head-too-large"
    /// Neither HTTP/1.0 nor HTTP/1.1.
    case versionUnknown = "version-unknown"
    /// Left unfinished while others waited for its place; closed without a word.
    case evicted
    /// Came while all places were taken by requests that are being answered.
    case noRoom = "no-room"

    /// What the peer is told; nothing when it is only hung up on.
    package var status: HTTPResponse.Status? {
        switch self {
        case .malformed: .badRequest
        case .late: .requestTimeout
        case .lengthMissing: .lengthRequired
        case .bodyTooLarge: .contentTooLarge
        case .targetTooLong: .uriTooLong
        case .headTooLarge: .requestHeaderFieldsTooLarge
        case .versionUnknown: .httpVersionNotSupported
        case .evicted: nil
        case .noRoom: .serviceUnavailable
        }
    }
}
