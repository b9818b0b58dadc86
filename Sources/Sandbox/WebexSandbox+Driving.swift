package import JSONTree

/// What somebody cannot do in the sandbox.
package enum SandboxError: Error, Equatable {
    /// Nobody has this address.
    case nobody(email: String)
    /// No space has this title, or the person is not in it.
    case noSpace(title: String)
    /// No meeting has this instance.
    case noInstance(id: String)
    /// The card cannot be submitted: there is no such message for this person, or it has no card.
    case noCard(messageID: String)
    /// The address of the authorization page asks for nothing that can be agreed to.
    case badAuthorization(String)
}

/// Doing what a person does in a Webex client or a browser.
extension WebexSandbox {
    /// Writes to the bot in the room of the two, which is made when there is none yet.
    ///
    /// - Returns: The public id of the message.
    @discardableResult
    package func say(_ text: String, as email: String) throws(SandboxError) -> String {
        let author = try person(email)
        let room = cloud.withState { [bot = company.bot, now = cloud.now()] in
            $0.rooms.directRoom(between: author, and: bot, now: now)
        }
        var message = Message(id: cloud.newID(), room: room.id, author: author.id, created: cloud.now())
        message.text = text
        return post(message, by: author, in: room)
    }

    /// Mentions the bot in a space and writes `text` after it.
    ///
    /// - Returns: The public id of the message.
    @discardableResult
    package func mention(_ text: String, as email: String, inSpace title: String) throws(SandboxError) -> String {
        let author = try person(email)
        guard let space = company.spaces.first(where: { $0.title == title }),
            let room = cloud.withState({ $0.rooms.room(space.id, for: author) })
        else { throw .noSpace(title: title) }
        let (bot, name) = (cloud.ids.encode(.person, company.bot.id), company.bot.firstName)
        var message = Message(id: cloud.newID(), room: room.id, author: author.id, created: cloud.now())
        message.text = "\(name) \(text)"
        message.html = """
            <p><spark-mention data-object-type="person" data-object-id="\(bot)">\(HTML.escape(name))</spark-mention> \
            \(HTML.escape(text))</p>
            """
        message.mentioned = [company.bot.id]
        return post(message, by: author, in: room)
    }

    /// Presses a button of a card.
    ///
    /// - Parameters:
    ///   - inputs: What the form holds and the button's own data, merged.
    ///   - messageID: The public id of the message with the card.
    ///   - email: Who presses.
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

    /// Presses a button of a card whose inputs are all texts; otherwise as with a JSON object.
    @discardableResult
    package func submit(_ inputs: [String: String], on messageID: String, as email: String) throws(SandboxError)
        -> String
    {
        let members = inputs.sorted { $0.key < $1.key }.map { JSONObject.Member($0.key, .string($0.value)) }
        return try submit(JSONObject(members), on: messageID, as: email)
    }

    /// Forwards the recordings of one instance to the bot.
    ///
    /// - Returns: The public id of the message.
    @discardableResult
    package func forward(instance id: String, as email: String) throws(SandboxError) -> String {
        let author = try person(email)
        guard let (series, instance) = company.instance(id: id) else { throw .noInstance(id: id) }
        let now = cloud.now()
        let room = cloud.withState { [bot = company.bot] in
            $0.rooms.directRoom(between: author, and: bot, now: now)
        }
        let message = Message(id: cloud.newID(), room: room.id, author: author.id, created: now)
        cloud.withState { $0.rooms.add(message) }
        cloud.publish(.share(instance, of: series, as: message, by: author, in: room))
        return cloud.ids.encode(.message, message.id)
    }

    /// The instances that somebody could forward: recorded, and theirs to see.
    package func forwardable(for email: String) throws(SandboxError) -> [(
        series: MeetingSeries, instance: MeetingInstance
    )] {
        let account = try person(email)
        let now = cloud.now()
        return company.meetings.filter { $0.isVisible(to: account) }.flatMap { series in
            series.instances.filter { $0.recordings.contains { $0.createdAt <= now } }.map { (series, $0) }
        }.sorted { $0.instance.start > $1.instance.start }
    }

    /// Everything that the bot writes to the person from now on, in their own room and in spaces.
    package func replies(for email: String) throws(SandboxError) -> AsyncStream<BotMessage> {
        cloud.readers.messages(for: try person(email).id)
    }

    /// Opens the authorization page at `url` and agrees as the person.
    ///
    /// - Returns: Where the browser would be sent, with a code or with an error.
    package func approve(_ url: String, as email: String) throws(SandboxError) -> String {
        try authorize(url, as: person(email))
    }

    /// Opens the authorization page at `url` and declines.
    ///
    /// - Returns: Where the browser would be sent.
    package func decline(_ url: String) throws(SandboxError) -> String { try authorize(url, as: nil) }

    /// A token as people make one for themselves: it allows whatever their role allows.
    package func token(for email: String) throws(SandboxError) -> String {
        let account = try person(email)
        return cloud.withState { $0.tokens.issuePersonal(to: account, scopes: Scope.personal) }
    }

    private func authorize(_ url: String, as person: Account?) throws(SandboxError) -> String {
        guard let start = url.firstIndex(of: "?") else { throw .badAuthorization("The address has no query.") }
        let query = FormEncoding.parse(url[url.index(after: start)...])
        do throws(AuthorizationRequest.Refusal) {
            return try cloud.authorize(query, as: person)
        } catch {
            switch error {
            case .redirect(let location): return location
            case .page(let text): throw .badAuthorization(text)
            }
        }
    }

    private func post(_ message: Message, by author: Account, in room: Room) -> String {
        cloud.post(message, by: author, in: room)
        return cloud.ids.encode(.message, message.id)
    }

    private func person(_ email: String) throws(SandboxError) -> Account {
        guard let account = company.account(email: email), account.kind == .person else {
            throw .nobody(email: email)
        }
        return account
    }
}
