package import FoundationEssentials
import HTTPTypes
package import JSONTree
package import Recordings

/// A message that somebody wrote to the bot.
package struct ReceivedMessage: Sendable, Equatable {
    package var id: MessageID
    package var room: RoomID
    /// Whether it was written in a room of two.
    package var isDirect: Bool
    /// The message that it belongs to when it was written in a thread.
    package var thread: MessageID?
    package var author: PersonID
    /// When it was written, by Webex's clock.
    package var created: Date?
    /// As people read it; a mention is only a name in it.
    package var text: String
    package var mentions: [Mention]
    package var hasFiles: Bool

    /// Whether the REST API tells of nothing in it, as of a forwarded recording.
    package var saysNothing: Bool { text.trimmingBlanks().isEmpty && !hasFiles }
}

/// What somebody filled into a card and sent.
package struct CardSubmission: Sendable, Equatable {
    package var id: AttachmentActionID
    /// The message that carried the card.
    package var message: MessageID
    package var room: RoomID
    package var author: PersonID
    /// When it was sent, by Webex's clock.
    package var created: Date?
    /// Every value as text, whatever kind of input it came from.
    package var inputs: [String: String]
}

/// A message as `GET /messages/{messageId}` answers.
private struct MessageItem: Decodable {
    var id: String
    var roomId: String
    var roomType: String?
    var parentId: String?
    var personId: String
    var created: String?
    var text: String?
    var html: String?
    var files: [String]?
}

extension ReceivedMessage {
    fileprivate init(_ item: MessageItem) {
        self.init(
            id: MessageID(item.id), room: RoomID(item.roomId), isDirect: item.roomType == "direct",
            thread: item.parentId.map { MessageID($0) }, author: PersonID(item.personId, .person),
            created: item.created.flatMap(WireDate.parse), text: item.text ?? "",
            mentions: item.html.map(Mention.all) ?? [], hasFiles: item.files?.isEmpty == false)
    }
}

/// A submission as `GET /attachment/actions/{id}` answers.
private struct AttachmentActionItem: Decodable {
    var id: String
    var messageId: String?
    var roomId: String
    var personId: String
    var created: String?
    var inputs: [String: InputValue]?

    /// Webex sends text for every kind of input; a number or a switch is read all the same.
    struct InputValue: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let string = try? container.decode(String.self) {
                text = string
            } else if let number = try? container.decode(Int.self) {
                text = String(number)
            } else if let isOn = try? container.decode(Bool.self) {
                text = String(isOn)
            }
        }
    }
}

/// The answer to a posted message, and of the conversation service to an activity.
private struct PublicIDAnswer: Decodable {
    var id: String
}

extension WebexClient {
    /// The message with this id, decrypted.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/messages/get-message-details>
    package func message(_ id: MessageID) async throws -> ReceivedMessage {
        let call = WebexCall("/messages/{id}", id: id.text, at: baseURL)
        return ReceivedMessage(try await answer(to: call, as: MessageItem.self))
    }

    /// What was written in the room of two with this person since a moment, newest first.
    ///
    /// - Parameters:
    ///   - person: The other one in the room.
    ///   - moment: By Webex's clock; messages without a time count as younger.
    /// - Returns: Nothing when there is no such room.
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/messages/list-direct-messages>
    package func directMessages(with person: PersonID, since moment: Date) async throws -> [ReceivedMessage] {
        let call = WebexCall("/messages/direct", at: baseURL, query: [("personId", person.publicID)])
        do {
            return try await messages(listedBy: call, since: moment)
        } catch let error as WebexError where error.code == .notFound {
            return []
        }
    }

    /// What was written in a room of two since a moment, newest first; otherwise like ``directMessages(with:since:)``.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/messages/list-messages>
    package func messages(in room: RoomID, since moment: Date) async throws -> [ReceivedMessage] {
        let query = [("roomId", room.text), ("max", "50")]
        return try await messages(listedBy: WebexCall("/messages", at: baseURL, query: query), since: moment)
    }

    private func messages(listedBy call: WebexCall, since moment: Date) async throws -> [ReceivedMessage] {
        let isOld = { (item: MessageItem) in item.created.flatMap(WireDate.parse).map { $0 < moment } == true }
        let items = try await allItems(of: call, until: { $0.contains(where: isOld) })
        return items.filter { !isOld($0) }.map { ReceivedMessage($0) }
    }

    /// The card submission with this id.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/attachment-actions/get-attachment-action-details>
    package func cardSubmission(_ id: AttachmentActionID) async throws -> CardSubmission {
        let call = WebexCall("/attachment/actions/{id}", id: id.text, at: baseURL)
        let item = try await answer(to: call, as: AttachmentActionItem.self)
        return CardSubmission(
            id: AttachmentActionID(item.id), message: MessageID(item.messageId ?? ""), room: RoomID(item.roomId),
            author: PersonID(item.personId, .person), created: item.created.flatMap(WireDate.parse),
            inputs: (item.inputs ?? [:]).compactMapValues(\.text))
    }

    /// Sends a message to a person's room of two with us, which comes into being with the first one.
    ///
    /// Not repeated after a time-out: Webex may have posted it all the same.
    ///
    /// - Parameters:
    ///   - person: Who receives it.
    ///   - markdown: At most 7,439 bytes; shown instead of the card where cards cannot be shown.
    ///   - card: An Adaptive Card.
    /// - Returns: The id of the new message.
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/messages/create-a-message>
    @discardableResult
    package func post(to person: PersonID, markdown: String, card: JSONValue? = nil) async throws -> MessageID {
        var body: JSONObject = JSONObject([
            JSONObject.Member("toPersonId", .string(person.publicID)),
            JSONObject.Member("markdown", .string(markdown)),
        ])
        if let card {
            body["attachments"] = [["contentType": "application/vnd.microsoft.card.adaptive", "content": card]]
        }
        return try await post(.object(body), in: person.key)
    }

    /// Sends a message to whoever has this address, in their room of two with us.
    ///
    /// - Parameters:
    ///   - address: Of somebody whom Webex knows.
    ///   - markdown: At most 7,439 bytes.
    /// - Returns: The id of the new message.
    /// - Throws: ``WebexError``.
    @discardableResult
    package func post(to address: EmailAddress, markdown: String) async throws -> MessageID {
        try await post(["toPersonEmail": .string(address.text), "markdown": .string(markdown)], in: address.text)
    }

    /// Writes below a message, in the room where it stands and for everybody there to read.
    ///
    /// - Parameters:
    ///   - message: The one that begins the thread, of this room.
    ///   - room: A room that we are in.
    ///   - markdown: At most 7,439 bytes.
    /// - Returns: The id of the new message.
    /// - Throws: ``WebexError``.
    @discardableResult
    package func reply(to message: MessageID, in room: RoomID, markdown: String) async throws -> MessageID {
        let body: JSONValue = [
            "roomId": .string(room.text), "parentId": .string(message.text), "markdown": .string(markdown),
        ]
        return try await post(body, in: room.text)
    }

    /// Takes back a message of ours; one that is gone already is no error.
    ///
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/messages/delete-a-message>
    package func delete(_ message: MessageID) async throws {
        do {
            _ = try await send(WebexCall("/messages/{id}", method: .delete, id: message.text, at: baseURL))
        } catch let error as WebexError where error.code == .notFound {
            return
        }
    }

    private func post(_ body: JSONValue, in room: String) async throws -> MessageID {
        var call = WebexCall("/messages", method: .post, at: baseURL, body: body)
        call.room = room
        return MessageID(try await answer(to: call, as: PublicIDAnswer.self).id)
    }

    /// The public id of an activity's message or card action, as the conversation service tells it.
    ///
    /// - Parameter address: On the conversation service; must be trusted already, for the token goes there.
    /// - Returns: An id for the REST API.
    /// - Throws: ``WebexError``.
    package func publicID(at address: String) async throws -> String {
        let call = WebexCall(named: "conversation service", url: address)
        return try await answer(to: call, as: PublicIDAnswer.self).id
    }
}
