package import FoundationEssentials
package import Recordings

/// How far an answer came, to an event or to somebody who waits for a recording.
package struct AnswerProgress: Sendable, Equatable {
    /// How many messages it has, once they are being sent; nothing before that.
    package var messages: Int?
    /// Whether the audit log has a decision that the answer tells.
    package var isDecided = false
    /// Those of them that are known to have arrived, in their order.
    package var sent: [MessageID] = []
    /// When the next of them was about to be sent; nothing before that.
    package var latest: Date?

    /// So many messages are sent from now on.
    mutating func begin(messages count: Int, isDecided: Bool, at time: Date) {
        // What has arrived of another answer is no part of this one.
        if messages != count { sent = [] }
        messages = count
        self.isDecided = isDecided
        latest = time
    }

    /// One of them has arrived, and the next one is sent from now on.
    mutating func add(_ message: MessageID, at time: Date) {
        sent.append(message)
        latest = time
    }
}
