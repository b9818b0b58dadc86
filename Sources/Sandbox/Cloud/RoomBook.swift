import FoundationEssentials
import JSONTree

/// A place where messages are written.
struct Room: Sendable {
    enum Kind: String { case direct, group }

    let id: String
    let kind: Kind
    /// Nothing in a direct room: there, everybody sees the other one's name.
    let title: String?
    /// Account ids.
    let members: [String]
    let creator: String
    let created: Date
    var lastActivity: Date
}

/// Something somebody wrote, or a recording they forwarded.
struct Message: Sendable {
    let id: String
    let room: String
    /// The author's account id.
    let author: String
    let created: Date
    var text: String?
    var markdown: String?
    var html: String?
    var card: JSONValue?
    var files: [String] = []
    /// Account ids.
    var mentioned: [String] = []
    /// The message whose thread this belongs to.
    var parent: String?
    /// When it was edited last.
    var updated: Date?
    var edits = 0
}

/// One submission of a card.
struct CardAction: Sendable {
    let id: String
    let message: String
    let room: String
    /// The account id of who pressed.
    let account: String
    let created: Date
    let inputs: JSONObject
}

/// Every room, message and card submission, and who may see which.
struct RoomBook: Sendable {
    private var rooms: [String: Room] = [:]
    private var messages: [String: Message] = [:]
    private var order: [String: [String]] = [:]
    private var actions: [String: CardAction] = [:]

    /// Starts with the company's spaces; the bot is a member of each.
    init(_ company: Company, now: Date) {
        for space in company.spaces {
            rooms[space.id] = Room(
                id: space.id, kind: .group, title: space.title, members: space.members + [company.bot.id],
                creator: space.members.first ?? company.bot.id, created: now, lastActivity: now)
        }
    }

    func room(_ id: String, for account: Account) -> Room? {
        guard let room = rooms[id], room.members.contains(account.id) else { return nil }
        return room
    }

    /// In no particular order.
    func rooms(of account: Account) -> [Room] { rooms.values.filter { $0.members.contains(account.id) } }

    func room(of message: Message) -> Room? { rooms[message.room] }

    /// The room of two, made when they have none yet.
    mutating func directRoom(between one: Account, and other: Account, now: Date) -> Room {
        if let room = existingDirectRoom(between: one, and: other) { return room }
        let room = Room(
            id: StableID.uuid("direct", min(one.id, other.id), max(one.id, other.id)), kind: .direct, title: nil,
            members: [one.id, other.id], creator: one.id, created: now, lastActivity: now)
        rooms[room.id] = room
        return room
    }

    func existingDirectRoom(between one: Account, and other: Account) -> Room? {
        rooms.values.first { $0.kind == .direct && Set($0.members) == [one.id, other.id] }
    }

    mutating func add(_ message: Message) {
        messages[message.id] = message
        order[message.room, default: []].append(message.id)
        rooms[message.room]?.lastActivity = message.created
    }

    /// Puts an edited message where it was before.
    mutating func replace(_ message: Message) {
        if messages[message.id] != nil { messages[message.id] = message }
    }

    /// Whether Webex counts a submission as activity of its room is not known; here it does.
    mutating func add(_ action: CardAction) {
        actions[action.id] = action
        rooms[action.room]?.lastActivity = action.created
    }

    mutating func remove(_ message: Message) {
        messages[message.id] = nil
        order[message.room]?.removeAll { $0 == message.id }
    }

    func message(_ id: String, for account: Account) -> Message? {
        guard let message = messages[id], isVisible(message, to: account) else { return nil }
        return message
    }

    func action(_ id: String, for account: Account) -> CardAction? {
        guard let action = actions[id], room(action.room, for: account) != nil else { return nil }
        return action
    }

    /// What `account` may read in `room`, newest first.
    func messages(in room: Room, for account: Account) -> [Message] {
        (order[room.id] ?? []).reversed().compactMap { messages[$0] }.filter { isVisible($0, to: account) }
    }

    /// Members read everything; in group rooms a bot reads what mentions it and what it wrote.
    func isVisible(_ message: Message, to account: Account) -> Bool {
        guard let room = room(message.room, for: account) else { return false }
        return account.kind == .person || room.kind == .direct || message.author == account.id
            || message.mentioned.contains(account.id)
    }
}
