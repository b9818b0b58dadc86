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
    /// Whether it was open when the journal was opened: an announcement may stand there that nobody noted.
    package var isOfEarlierStart = false
}
