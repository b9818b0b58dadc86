package import FoundationEssentials
package import Recordings

/// An event that was taken on and is not done with.
package struct OpenEvent: Sendable, Equatable {
    package var event: IncomingEvent
    /// When it was taken on.
    package var arrival: Date
    /// How far its answer came.
    package var progress = AnswerProgress()
    /// What told the requester that it takes a moment, and may still stand there.
    package var notice: MessageID?
}
