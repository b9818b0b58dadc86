package import WebexAPI

/// Why an authorization did not end with a grant; whatever grant there was is untouched.
package enum AuthorizationError: Error, Equatable, CustomStringConvertible {
    /// It did not begin here, has been used, or began more than ten minutes ago.
    case unknownState
    /// Webex, or the person at it, said no. The words are whatever stood in the URL: anybody can have written them.
    case declined(error: String, description: String?)
    /// Webex did not give tokens for the code.
    case exchangeFailed(WebexError)
    /// Whose token it is could not be found out.
    case identificationFailed(WebexError)
    /// This person's grant is not one to use.
    case unfit(Fitness.Unfitness)
    case notStored(VaultError)
    /// The caller went away, or the service is stopping.
    case cancelled

    /// For the operator.
    package var description: String {
        switch self {
        case .unknownState: "it did not begin here, was used already, or is older than ten minutes"
        case .declined(let error, let description): "Webex said \([error, description].compactMap(\.self))"
        case .exchangeFailed(let error): "no tokens for the code: \(error)"
        case .identificationFailed(let error): "whose it is could not be found out: \(error)"
        case .unfit(let reason): "\(reason)"
        case .notStored(let error): "it could not be stored: \(error)"
        case .cancelled: "it was cut short"
        }
    }
}
