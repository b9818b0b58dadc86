package import FoundationEssentials
package import Recordings

/// An event that was taken on and is not done with.
package struct OpenEvent: Sendable, Equatable {
    package var event: IncomingEvent
    /// When it was taken on.
    package var arrival: Date
    /// How many messages its answer has, once they are being sent; nothing before that.
    package var messages: Int?
    /// Whether the audit log has a decision that the answer tells.
    package var isDecided = false
    /// Those of them that are known to have arrived, in their order.
    package var sent: [MessageID] = []
    /// What told the requester that it takes a moment, and may still stand there.
    package var notice: MessageID?
}
