/// A call to Webex that gave no usable answer.
package struct WebexError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What to branch on.
    package enum Code: Sendable, Equatable {
        /// 401, or a token endpoint that no longer takes the grant.
        case unauthorized
        /// 403.
        case forbidden
        /// 404 or 410.
        case notFound
        /// Any other 4xx: Webex does not take the request as it is.
        case rejected(status: Int)
        /// 429 or 423, still after waiting as often as allowed; when Webex said how long to wait, that.
        case throttled(retryAfter: Duration?)
        /// 5xx.
        case unavailable(status: Int)
        /// No connection came about, or the request could not be made: Webex was not asked.
        case unreachable
        /// No answer before the deadline.
        case timedOut
        /// An answer that is not what the API describes, or a connection that broke before the answer was whole.
        case malformedAnswer
    }

    package var code: Code
    /// Which call, for example `GET /meetings`; never with its query.
    package var operation: String
    /// What Webex support asks for; from the body, else the header.
    package var trackingID: String?
    /// Webex's own words, or those of the transport, for the operator; never for the requester.
    package var message: String

    package init(_ code: Code, operation: String, trackingID: String? = nil, message: String) {
        self.code = code
        self.operation = operation
        self.trackingID = trackingID
        self.message = message
    }

    package var description: String {
        "\(operation): \(code) \(message)" + (trackingID.map { " (tracking id \($0))" } ?? "")
    }
}

extension WebexError {
    /// Whether Webex answered and said no: the caller may look elsewhere.
    ///
    /// A Webex that is down, busy or does not know our token says nothing about what there is.
    package var isRefusal: Bool {
        switch code {
        case .forbidden, .notFound, .rejected: true
        case .unauthorized, .throttled, .unavailable, .unreachable, .timedOut, .malformedAnswer: false
        }
    }

    /// Whether Webex may have done what it was asked although there is no answer that says so.
    package var leavesOpenWhatWasDone: Bool {
        switch code {
        case .unavailable, .timedOut, .malformedAnswer: true
        case .unauthorized, .forbidden, .notFound, .rejected, .throttled, .unreachable: false
        }
    }
}
