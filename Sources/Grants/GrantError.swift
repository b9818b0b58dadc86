/// Why there is no access token to use.
package struct GrantError: Error, Equatable, CustomStringConvertible {
    /// What to branch on.
    package enum Code: Sendable {
        /// Nobody authorized yet, or the grant has ended: somebody must open the authorization page.
        case notAuthorized
        /// The token could not be renewed just now; later it may be.
        case temporarilyUnavailable
    }

    package var code: Code
    /// For the operator.
    package var detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code): \(detail)" }
}
