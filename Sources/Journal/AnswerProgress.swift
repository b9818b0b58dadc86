package import Recordings

/// How far an answer came, to an event or to somebody who waits for a recording.
package struct AnswerProgress: Sendable, Equatable {
    /// How many messages it has, once they are being sent; nothing before that.
    package var messages: Int?
    /// Whether the audit log has a decision that the answer tells.
    package var isDecided = false
    /// Those of them that are known to have arrived, in their order.
    package var sent: [MessageID] = []

    /// So many messages are sent from now on.
    mutating func begin(messages count: Int, isDecided: Bool) {
        // What has arrived of another answer is no part of this one.
        if messages != count { sent = [] }
        messages = count
        self.isDecided = isDecided
    }
}
