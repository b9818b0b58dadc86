import Journal

/// How far an answer came that an earlier try was cut off in.
struct Interruption: Sendable, Equatable {
    /// How many messages it had.
    var messages: Int
    /// How many of them have arrived.
    var arrived: Int

    /// What is noted of an answer; nothing when none was begun.
    init?(_ progress: AnswerProgress) {
        guard let messages = progress.messages else { return nil }
        self.init(messages: messages, arrived: progress.sent.count)
    }

    /// - Parameters:
    ///   - messages: How many it had.
    ///   - arrived: How many of them have arrived.
    init(messages: Int, arrived: Int) {
        self.messages = messages
        self.arrived = arrived
    }

    /// Whether nothing is left to be sent.
    var isWhole: Bool { arrived >= messages }

    /// What is still to be sent of the answer as it has been found now.
    ///
    /// - Parameter present: All of its messages.
    /// - Returns: Those behind what has arrived. Where their number is another, so is the answer, and nobody knows what of it
    ///   has been read: all of them then, rather a recording twice than one that is never seen.
    func rest<Message>(of present: [Message]) -> ArraySlice<Message> {
        present.count == messages ? present.dropFirst(arrived) : present[...]
    }
}
