import JSONTree

/// The body of `POST /messages`, checked against the limits that Webex states.
struct MessageDraft {
    enum Destination: Equatable {
        case room(String)
        case person(id: String)
        case email(String)
    }

    /// Of `text` and of `markdown`, in bytes of UTF-8.
    static let maximumTextSize = 7439
    static let cardType = "application/vnd.microsoft.card.adaptive"

    let destination: Destination
    let text: String?
    let markdown: String?
    let files: [String]
    let card: JSONValue?
    /// The public id of the message whose thread is continued.
    let parent: String?

    init(_ body: JSONObject, _ behaviour: Behaviour) throws {
        destination = try Self.destination(body)
        text = try Self.text(body, "text")
        markdown = try Self.text(body, "markdown")
        files = try Self.files(body)
        card = try Self.card(body, behaviour)
        parent = body["parentId"]?.string
        guard text != nil || markdown != nil || card != nil || !files.isEmpty else {
            throw APIError.badRequest("Message text, markdown, files or attachments must be provided.")
        }
    }

    private static func destination(_ body: JSONObject) throws -> Destination {
        let named = ["roomId", "toPersonId", "toPersonEmail"].compactMap { name in
            body[name]?.string.map { (name, $0) }
        }
        guard let (name, value) = named.first, named.count == 1 else {
            throw APIError.badRequest("Exactly one of roomId, toPersonId and toPersonEmail must be provided.")
        }
        return switch name {
        case "roomId": .room(value)
        case "toPersonId": .person(id: value)
        default: .email(value)
        }
    }

    /// The member called `name`, as long as it may be; an empty one counts as absent.
    static func text(_ body: JSONObject, _ name: String) throws -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.string else { throw APIError.badRequest("'\(name)' must be a string.") }
        guard text.utf8.count <= maximumTextSize else {
            throw APIError.badRequest("'\(name)' is longer than \(maximumTextSize) bytes.")
        }
        return text.isEmpty ? nil : text
    }

    private static func files(_ body: JSONObject) throws -> [String] {
        guard let value = body["files"], value != .null else { return [] }
        guard let files = value.array?.compactMap(\.string), files.count == 1 else {
            throw APIError.badRequest("Exactly one file can be attached.")
        }
        return files
    }

    private static func card(_ body: JSONObject, _ behaviour: Behaviour) throws -> JSONValue? {
        guard let value = body["attachments"], value != .null else { return nil }
        guard let attachments = value.array, let attachment = attachments.first, attachments.count == 1 else {
            throw APIError.badRequest("Exactly one card can be attached.")
        }
        guard attachment["contentType"]?.string == cardType, let card = attachment["content"] else {
            throw APIError.badRequest("The attachment must have the contentType \(cardType) and a content.")
        }
        guard card["type"]?.string == "AdaptiveCard", isSupported(card["version"]?.string) else {
            throw APIError.badRequest("The content must be an AdaptiveCard of version 1.3 or older.")
        }
        guard card.utf8.count <= behaviour.maximumCardSize else {
            throw APIError.badRequest("The card is larger than \(behaviour.maximumCardSize) bytes.")
        }
        if behaviour.checksCards { try CardCheck.check(card) }
        return card
    }

    private static func isSupported(_ version: String?) -> Bool {
        guard let parts = version?.split(separator: ".").map({ Int($0) }), parts.count == 2, parts[0] == 1,
            let minor = parts[1]
        else { return false }
        return (0...3).contains(minor)
    }
}
