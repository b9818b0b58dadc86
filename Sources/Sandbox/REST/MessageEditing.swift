import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let messageEditingRoutes = [Route(.put, "/v1/messages/{id}", editMessage)]

    private static let maximumEdits = 10

    /// Rewrites a message; only its author can, only words, and only so often.
    private func editMessage(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        var (message, room) = try message(call.id, for: account)
        let body = try call.object()
        guard message.author == account.id else { throw APIError.forbidden }
        guard body["roomId"]?.string.flatMap({ ids.key(of: $0, .room) }) == room.id else {
            throw APIError.badRequest("'roomId' must be the room of the message.")
        }
        guard message.card == nil, message.files.isEmpty else {
            throw APIError.badRequest("A message with a file or a card cannot be edited.")
        }
        guard message.edits < Self.maximumEdits else { throw APIError.badRequest("The edit limit has been reached.") }
        let text = try MessageDraft.text(body, "text")
        let markdown = try MessageDraft.text(body, "markdown")
        guard text != nil || markdown != nil else { throw APIError.badRequest("Text or markdown must be provided.") }
        guard markdown == nil || body["html"] == nil else {
            throw APIError.badRequest("'html' cannot be given together with markdown.")
        }
        write(text, markdown, into: &message, in: room)
        message.updated = call.now
        message.edits += 1
        withState { [message] in $0.rooms.replace(message) }
        show(message, in: room)
        return .json(json(message, in: room))
    }
}
