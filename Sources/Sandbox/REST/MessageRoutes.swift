import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let messageRoutes = [
        Route(.post, "/v1/messages", postMessage),
        Route(.get, "/v1/messages", listMessages),
        Route(.get, "/v1/messages/direct", listDirectMessages),
        Route(.get, "/v1/messages/{id}", message),
        Route(.delete, "/v1/messages/{id}", deleteMessage),
    ]

    private func postMessage(_ call: Call) throws -> ServerResponse {
        let author = try chatter(of: call)
        let draft = try MessageDraft(call.object(), behaviour)
        let room = try room(for: draft.destination, author: author, now: call.now)
        var message = Message(id: newID(), room: room.id, author: author.id, created: call.now)
        write(draft.text, draft.markdown, into: &message, in: room)
        message.card = draft.card
        message.files = draft.files
        message.parent = try draft.parent.map { try parent($0, in: room, for: author) }
        post(message, by: author, in: room)
        return .json(json(message, in: room))
    }

    private func message(_ call: Call) throws -> ServerResponse {
        let (message, room) = try message(call.id, for: chatter(of: call))
        return .json(json(message, in: room))
    }

    private func deleteMessage(_ call: Call) throws -> ServerResponse {
        try delete(call.id, by: try chatter(of: call))
        return ServerResponse(.noContent)
    }

    private func listMessages(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        guard let id = call.query("roomId") else { throw APIError.badRequest("'roomId' must be specified.") }
        let room = try room(id, for: account)
        let isAboutCaller = call.query("mentionedPeople").map { $0 == "me" || ids.key(of: $0, .person) == account.id }
        if account.kind == .bot, room.kind == .group, isAboutCaller != true {
            throw APIError.forbidden("A bot can list only those messages of a group room that mention it.")
        }
        return try listing(call, in: room, for: account) { isAboutCaller != true || $0.mentioned.contains(account.id) }
    }

    private func listDirectMessages(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        let other =
            call.query("personEmail").flatMap(company.account(email:))
            ?? call.query("personId").flatMap { ids.key(of: $0, .person) }.flatMap(company.account(id:))
        guard call.query("personEmail") != nil || call.query("personId") != nil else {
            throw APIError.badRequest("'personId' or 'personEmail' must be specified.")
        }
        guard let other, let room = withState({ $0.rooms.existingDirectRoom(between: account, and: other) }) else {
            throw APIError.notFound
        }
        return try listing(call, in: room, for: account) { _ in true }
    }

    private func listing(
        _ call: Call, in room: Room, for account: Account, where matches: (Message) -> Bool
    ) throws -> ServerResponse {
        let limit = call.query("mentionedPeople") == nil ? 1000 : 100
        let page = try Page(call, default: 50, limit: limit, behaviour.paging)
        let before = try call.date("before")
        let parent = call.query("parentId").flatMap { ids.key(of: $0, .message) }
        var messages = withState { $0.rooms.messages(in: room, for: account) }.filter(matches)
        if let before { messages.removeAll { $0.created >= before } }
        if let parent { messages.removeAll { $0.parent != parent } }
        if let last = call.query("beforeMessage").flatMap({ ids.key(of: $0, .message) }) {
            messages = Array(messages.drop { $0.id != last }.dropFirst())
        }
        return page.answer(messages, to: call, at: origin) { json($0, in: room) }
    }

    private func room(for destination: MessageDraft.Destination, author: Account, now: Date) throws -> Room {
        let person: Account?
        switch destination {
        case .room(let id): return try room(id, for: author)
        case .person(let id): person = ids.key(of: id, .person).flatMap(company.account(id:))
        case .email(let email): person = company.account(email: email)
        }
        guard let person else { throw APIError.notFound }
        guard person != author else { throw APIError.badRequest("You cannot send a direct message to yourself.") }
        return withState { $0.rooms.directRoom(between: author, and: person, now: now) }
    }

    /// The message that a thread hangs from; here, and only here, Webex takes the UUID of an activity as well.
    private func parent(_ id: String, in room: Room, for author: Account) throws -> String {
        let key = ids.key(of: id, .message) ?? id.lowercased()
        guard let parent = withState({ $0.rooms.message(key, for: author) }), parent.room == room.id else {
            throw refusal(.foreignThreads, "'parentId' is no message of this room.") ?? .notFound
        }
        return parent.id
    }
}

extension Cloud {
    func newID() -> String { UUID().uuidString.lowercased() }

    /// The message with this public id and its room, as long as `account` may see it.
    func message(_ id: String, for account: Account) throws -> (Message, Room) {
        let found = ids.key(of: id, .message).flatMap { key in
            withState { state in
                state.rooms.message(key, for: account).flatMap { message in
                    state.rooms.room(of: message).map { (message, $0) }
                }
            }
        }
        guard let found else { throw APIError.notFound }
        return found
    }

    /// Takes back the message with this public id, which only its author can.
    func delete(_ id: String, by account: Account) throws {
        let (message, room) = try message(id, for: account)
        guard message.author == account.id else { throw APIError.forbidden }
        withState { $0.rooms.remove(message) }
        publish(.delete(message, by: account, in: room, now: now()))
    }

    /// Keeps the message and tells everybody who listens.
    func post(_ message: Message, by author: Account, in room: Room) {
        withState { $0.rooms.add(message) }
        let parent = message.parent.flatMap { id in withState { $0.rooms.message(id, for: author) } }
        publish(.post(message, by: author, in: room, parent: parent), mentioning: message.mentioned)
        show(message, in: room)
    }

    /// Shows what the bot wrote to the people in the room.
    func show(_ message: Message, in room: Room) {
        guard message.author == company.bot.id else { return }
        readers.show(read(message, in: room), to: room.members.filter { $0 != message.author })
    }

    /// A message of the bot as people in the room read it.
    func read(_ message: Message, in room: Room) -> BotMessage {
        BotMessage(
            id: ids.encode(.message, message.id), text: message.text, markdown: message.markdown, card: message.card,
            space: room.title, parentID: message.parent.map { ids.encode(.message, $0) })
    }

    /// Makes these the words of the message; without a text of its own, the markdown is the text.
    func write(_ text: String?, _ markdown: String?, into message: inout Message, in room: Room) {
        let mentions = markdown.map { Mentions(in: $0, of: room, company: company, ids: ids) }
        message.markdown = markdown
        message.mentioned = mentions?.people.map(\.id) ?? []
        message.text = text ?? mentions?.text
        message.html = message.mentioned.isEmpty ? nil : mentions?.html
    }

    /// Sends the activity to the room's members; in group rooms, bots hear only of what mentions them.
    func publish(_ activity: Activity, mentioning mentioned: [String] = []) {
        let listeners = activity.room.members.filter { member in
            activity.room.kind == .direct || company.account(id: member)?.kind == .person
                || activity.actor.id == member || mentioned.contains(member) || activity.verb == .cardAction
        }
        let described = activity.json(ids: ids, origin: origin)
        if activity.verb == .share { withState { $0.shares[activity.id] = described } }
        mercury.publish(described, to: listeners, now: now())
        tellWebhooks(of: activity, mentioning: mentioned, listeners: listeners)
    }

    func json(_ message: Message, in room: Room) -> JSONValue {
        let author = company.account(id: message.author)
        let people = message.mentioned.map { JSONValue.string(ids.encode(.person, $0)) }
        let card = message.card.map { card -> JSONValue in
            [["contentType": .string(MessageDraft.cardType), "content": card]]
        }
        return .object([
            "id": .string(ids.encode(.message, message.id)),
            "roomId": .string(ids.encode(.room, room.id)),
            "roomType": .string(room.kind.rawValue),
            "text": message.text.map(JSONValue.string),
            "markdown": message.markdown.map(JSONValue.string),
            "html": message.html.map(JSONValue.string),
            "files": message.files.isEmpty ? nil : .array(message.files.map(JSONValue.string)),
            "personId": .string(ids.encode(.person, message.author)),
            "personEmail": .string(author?.email ?? ""),
            "mentionedPeople": people.isEmpty ? nil : .array(people),
            "attachments": card,
            "parentId": message.parent.map { .string(ids.encode(.message, $0)) },
            "created": .string(Timestamp.milliseconds(message.created)),
            "updated": message.updated.map { .string(Timestamp.milliseconds($0)) },
        ])
    }
}
