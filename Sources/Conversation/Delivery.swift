/// What became of an answer.
enum Delivery: Sendable, Equatable {
    /// Everything was sent.
    case given
    /// There was nothing to say.
    case silent
    /// Webex lets nobody write to the requester: they have left, or have blocked the bot.
    case refused
    /// Some of it may have arrived; the rest is for a later try, which looks first.
    case unfinished

    /// Whether nothing is left to do.
    var isDone: Bool { self != .unfinished }
}
