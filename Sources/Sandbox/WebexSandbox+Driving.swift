import CardViews
package import JSONTree

/// What a mention shows of the bot's name.
package enum MentionName: Sendable {
    case full
    /// The first word of the name, as Webex clients offer it.
    case nickname
}

/// Doing what a person does in a Webex client.
extension WebexSandbox {
    /// Writes to the bot in the room of the two, which is made when there is none yet.
    ///
    /// - Parameters:
    ///   - text: What is written.
    ///   - email: Who writes.
    ///   - parent: The public id of a message of the room whose thread is continued.
    /// - Returns: The public id of the message.
    /// - Throws: ``SandboxError`` when nobody has the address, or the thread is not there.
    @discardableResult
    package func say(_ text: String, as email: String, inThreadOf parent: String? = nil) throws(SandboxError) -> String
    {
        let author = try person(email)
        let room = directRoom(of: author)
        var message = try message(by: author, in: room, inThreadOf: parent)
        message.text = text
        return post(message, by: author, in: room)
    }

    /// Mentions the bot in a space and writes `text` after it.
    ///
    /// - Parameters:
    ///   - text: What is written after the mention.
    ///   - email: Who writes.
    ///   - title: The title of the space.
    ///   - name: What the mention shows.
    ///   - parent: The public id of a message of the space whose thread is continued.
    /// - Returns: The public id of the message.
    /// - Throws: ``SandboxError`` when the person is not in such a space, or the thread is not there.
    @discardableResult
    package func mention(
        _ text: String, as email: String, inSpace title: String, by name: MentionName = .nickname,
        inThreadOf parent: String? = nil
    ) throws(SandboxError) -> String {
        let author = try person(email)
        let room = try room(ofSpace: title, for: author)
        let (bot, shown) = (cloud.ids.encode(.person, company.bot.id), company.bot.name(name))
        var message = try message(by: author, in: room, inThreadOf: parent)
        message.text = "\(shown) \(text)"
        message.html = """
            <p><spark-mention data-object-type="person" data-object-id="\(bot)">\(HTML.escape(shown))</spark-mention> \
            \(HTML.escape(text))</p>
            """
        message.mentioned = [company.bot.id]
        return post(message, by: author, in: room)
    }

    /// Presses a button of a card, having filled in its fields.
    ///
    /// - Parameters:
    ///   - title: What stands on the button.
    ///   - number: Which of the buttons with this title, counted from 1.
    ///   - messageID: The public id of the message with the card, however old.
    ///   - email: Who presses.
    ///   - answers: What was filled in, by the field's id; the others keep their defaults.
    /// - Returns: The public id of the submission.
    /// - Throws: ``SandboxError`` when the person sees no such card, or it has no such button.
    @discardableResult
    package func press(
        _ title: String, number: Int = 1, on messageID: String, as email: String,
        filling answers: [String: String] = [:]
    ) throws(SandboxError) -> String {
        let account = try person(email)
        guard let (message, _) = try? cloud.message(messageID, for: account),
            let card = message.card.map({ CardText($0) })
        else { throw .noCard(messageID: messageID) }
        let buttons = card.buttons.filter { button in
            if case .submit = button.action { button.title == title } else { false }
        }
        guard buttons.indices.contains(number - 1) else { throw .noButton(title: title) }
        return try submit(card.inputs(pressing: buttons[number - 1], answers: answers), on: messageID, as: email)
    }

    /// Submits a card with any inputs, also such as no button of it has.
    ///
    /// - Parameters:
    ///   - inputs: What Webex would merge of the form and the button's own data.
    ///   - messageID: The public id of the message with the card, however old.
    ///   - email: Who submits.
    /// - Returns: The public id of the submission.
    /// - Throws: ``SandboxError`` when the person cannot see such a card.
    @discardableResult
    package func submit(_ inputs: JSONObject, on messageID: String, as email: String) throws(SandboxError) -> String {
        let account = try person(email)
        guard let action = try? cloud.submit(inputs, on: messageID, by: account) else {
            throw .noCard(messageID: messageID)
        }
        return cloud.ids.encode(.attachmentAction, action.id)
    }

    /// Submits a card with inputs that are all texts; otherwise as with a JSON object.
    @discardableResult
    package func submit(_ inputs: [String: String], on messageID: String, as email: String) throws(SandboxError)
        -> String
    {
        let members = inputs.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .string($0.value)) }
        return try submit(JSONObject(members), on: messageID, as: email)
    }

    /// Takes back a message that the person wrote.
    ///
    /// - Throws: ``SandboxError`` when there is no such message of theirs.
    package func takeBack(_ messageID: String, as email: String) throws(SandboxError) {
        let author = try person(email)
        guard (try? cloud.delete(messageID, by: author)) != nil else { throw .noMessage(id: messageID) }
    }
}

extension WebexSandbox {
    func post(_ message: Message, by author: Account, in room: Room) -> String {
        cloud.post(message, by: author, in: room)
        return cloud.ids.encode(.message, message.id)
    }

    func person(_ email: String) throws(SandboxError) -> Account {
        guard let account = company.account(email: email), account.kind == .person else {
            throw .nobody(email: email)
        }
        return account
    }

    func directRoom(of person: Account) -> Room {
        cloud.withState { [bot = company.bot, now = cloud.now()] in
            $0.rooms.directRoom(between: person, and: bot, now: now)
        }
    }

    func room(ofSpace title: String, for person: Account) throws(SandboxError) -> Room {
        guard let space = company.spaces.first(where: { $0.title == title }),
            let room = cloud.withState({ $0.rooms.room(space.id, for: person) })
        else { throw .noSpace(title: title) }
        return room
    }

    private func message(by author: Account, in room: Room, inThreadOf parent: String?) throws(SandboxError) -> Message
    {
        var message = Message(id: cloud.newID(), room: room.id, author: author.id, created: cloud.now())
        guard let parent else { return message }
        guard let (found, place) = try? cloud.message(parent, for: author), place.id == room.id else {
            throw .noMessage(id: parent)
        }
        message.parent = found.parent ?? found.id
        return message
    }
}

extension Account {
    fileprivate func name(_ kind: MentionName) -> String {
        switch kind {
        case .full: name
        case .nickname: firstName
        }
    }
}
