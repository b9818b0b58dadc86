package import WebexAPI

/// Why an authorization did not end with a grant; whatever grant there was is untouched.
package enum AuthorizationError: Error, Equatable, CustomStringConvertible {
    /// It did not begin here, or is no longer open.
    case notOurs(StateProblem)
    /// Webex, or the person at it, said no to what we asked.
    case declined(error: String, description: String?)
    /// Webex sent the browser back with neither a code nor an error.
    case noCode
    /// Webex did not give tokens for the code.
    case exchangeFailed(WebexError)
    /// Whose token it is, or what it may read, could not be found out.
    case examinationFailed(WebexError)
    /// This person's grant is not one to use.
    case unfit(Fitness.Unfitness)
    /// It could not be written down; the words are for the operator.
    case notStored(String)
    /// The caller went away, or the service is stopping.
    case cancelled

    /// Whether the same person will not end up with a good grant by trying again in a moment.
    package var isFinal: Bool {
        switch self {
        case .examinationFailed, .cancelled: false
        case .notOurs, .declined, .noCode, .exchangeFailed, .unfit, .notStored: true
        }
    }

    /// For the operator.
    package var description: String {
        switch self {
        case .notOurs(let problem): "\(problem)"
        case .declined(let error, let description): "Webex said \([error, description].compactMap(\.self))"
        case .noCode: "Webex sent the browser back without a code"
        case .exchangeFailed(let error): "no tokens for the code: \(error.advised)"
        case .examinationFailed(let error): "whose it is, or what it may read, could not be found out: \(error)"
        case .unfit(let reason): "\(reason)"
        case .notStored(let reason): "it could not be stored: \(reason)"
        case .cancelled: "it was cut short"
        }
    }
}

/// What the token endpoint says of the integration, and not of what it was asked with.
extension WebexError {
    /// Whether Webex refuses the integration itself, which neither another try nor another grant mends.
    package var refusesIntegration: Bool {
        switch code {
        // 423 says "not now", as everywhere at Webex.
        case .rejected(status: 423): false
        case .rejected: true
        default: false
        }
    }

    /// For the operator, with what to do about it where that is known.
    var advised: String {
        guard refusesIntegration else { return description }
        return """
            \(description); compare WEBEX_INTEGRATION_CLIENT_ID, WEBEX_INTEGRATION_CLIENT_SECRET and the redirect URI with \
            those of the integration at developer.webex.com
            """
    }
}
