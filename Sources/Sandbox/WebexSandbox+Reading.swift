package import JSONTree

/// A message as somebody in the room reads it.
package struct PostedMessage: Sendable, Equatable {
    /// The public id.
    package var id: String
    /// The author's address.
    package var author: String
    package var text: String?
    package var markdown: String?
    package var html: String?
    /// The Adaptive Card, when the message has one.
    package var card: JSONValue?
    /// The addresses of whom it mentions.
    package var mentioned: [String]
    /// The public id of the message whose thread it continues.
    package var parentID: String?
}

/// Reading what a person can read in a Webex client.
extension WebexSandbox {
    /// Everything in the room of the person and the bot, oldest first; nothing before either has written.
    package func messages(of email: String) throws(SandboxError) -> [PostedMessage] {
        let person = try person(email)
        let room = cloud.withState { [bot = company.bot] in $0.rooms.existingDirectRoom(between: person, and: bot) }
        return room.map { messages(in: $0, for: person) } ?? []
    }

    /// Everything in a space, oldest first, as one of the people in it reads it.
    package func messages(inSpace title: String, as email: String) throws(SandboxError) -> [PostedMessage] {
        let person = try person(email)
        return messages(in: try room(ofSpace: title, for: person), for: person)
    }

    /// Everything that the bot has written to the person in their room of two, oldest first.
    package func written(to email: String) -> [BotMessage] {
        guard let person = company.account(email: email) else { return [] }
        return cloud.withState { [bot = company.bot, cloud] state in
            guard let room = state.rooms.existingDirectRoom(between: person, and: bot) else { return [] }
            return state.rooms.messages(in: room, for: person).reversed().filter { $0.author == bot.id }.map {
                cloud.read($0, in: room)
            }
        }
    }

    /// Everything that the bot writes to the person from now on, in their own room and in spaces.
    package func replies(for email: String) throws(SandboxError) -> AsyncStream<BotMessage> {
        cloud.readers.messages(for: try person(email).id)
    }

    /// Waits for what the bot writes because of `action`.
    ///
    /// - Parameters:
    ///   - email: Who reads, in their own room and in spaces.
    ///   - matches: Which message is awaited; others are passed over.
    ///   - action: What somebody does in the sandbox.
    /// - Returns: The first message that matches. Nothing limits the time; cancellation ends the wait.
    /// - Throws: What `action` throws, and ``SandboxError/noReply`` on cancellation.
    package func reply(
        to email: String, where matches: (BotMessage) -> Bool = { _ in true },
        after action: (WebexSandbox) throws -> Void
    ) async throws -> BotMessage {
        let replies = try replies(for: email)
        try action(self)
        for await reply in replies where matches(reply) { return reply }
        throw SandboxError.noReply
    }

    private func messages(in room: Room, for person: Account) -> [PostedMessage] {
        let messages = cloud.withState { $0.rooms.messages(in: room, for: person) }
        return messages.reversed().map { message in
            PostedMessage(
                id: cloud.ids.encode(.message, message.id), author: company.account(id: message.author)?.email ?? "",
                text: message.text, markdown: message.markdown, html: message.html, card: message.card,
                mentioned: message.mentioned.compactMap { company.account(id: $0)?.email },
                parentID: message.parent.map { cloud.ids.encode(.message, $0) })
        }
    }
}
