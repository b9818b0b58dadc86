package import Recordings

/// Whose grant it is, which outlives the grant itself.
package enum OfficerClaim: Equatable, Sendable {
    /// Nobody else may give one.
    case held(PersonID)
    /// The next who is fit may.
    case released
}
