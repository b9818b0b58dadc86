/// What became of an answer.
enum Delivery: Sendable, Equatable {
    /// Everything was sent.
    case given
    /// There was nothing to say.
    case silent
    /// Nothing has reached the requester, and can be tried again.
    case refused
    /// Something may have reached the requester, so it must not be tried again.
    case uncertain

    /// Whether nothing is left to do.
    var isDone: Bool { self == .given || self == .silent }
}
