package import FoundationEssentials

/// A watch whose answer is on its way.
package struct Telling: Sendable, Equatable {
    /// When it was first to be sent: what the person was sent since then may be it.
    package var began: Date
    /// How far it came.
    package var progress: AnswerProgress
}
