package import FoundationEssentials

/// The answer to a watch, which is on its way.
package struct WatchAnswer: Sendable, Equatable {
    /// When it was first to be sent: what the person was sent since then may be it.
    package var began: Date
    /// How far it came.
    package var progress: AnswerProgress
}
