/// Why there is no answer.
package struct HTTPClientError: Error, Equatable {
    /// What to branch on.
    package enum Code: Sendable {
        /// Nothing was sent: the URL, the proxy's address or a field cannot be used.
        case invalidRequest
        /// No connection came about: no such host, refused, a proxy that declined, no TLS version in common.
        case unreachable
        /// The server, or the proxy, could not prove who it is; or the authorities to judge it by could not be read.
        case untrusted
        /// The deadline passed; the server may have done what it was asked.
        case timedOut
        /// The answer is longer than ``HTTPClient/Configuration/maximumBodySize``.
        case tooLarge
        /// The connection broke before the answer was whole, or the answer is not HTTP.
        case brokenAnswer
        /// The client was closed.
        case closed
    }

    package var code: Code
    /// For the operator: what failed and where, never a query, a field or a body.
    package var detail: String
}

extension HTTPClientError: CustomStringConvertible {
    package var description: String { "\(code): \(detail)" }
}
