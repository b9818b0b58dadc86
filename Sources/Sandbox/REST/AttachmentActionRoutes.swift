import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let attachmentActionRoutes = [
        Route(.post, "/v1/attachment/actions", postAction),
        Route(.get, "/v1/attachment/actions/{id}", action),
    ]

    private func action(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        guard let key = ids.key(of: call.id, .attachmentAction),
            let action = withState({ $0.rooms.action(key, for: account) })
        else { throw APIError.notFound }
        return .json(json(action))
    }

    private func postAction(_ call: Call) throws -> ServerResponse {
        let account = try chatter(of: call)
        guard account.kind == .person else { throw APIError.forbidden }
        let body = try call.object()
        guard body["type"]?.string == "submit", let message = body["messageId"]?.string,
            let inputs = body["inputs"]?.object
        else { throw APIError.badRequest("'type' must be submit; 'messageId' and 'inputs' must be provided.") }
        return .json(json(try submit(inputs, on: message, by: account)), status: .accepted)
    }

    /// Presses a button of the card in the message with this public id.
    func submit(_ inputs: JSONObject, on id: String, by account: Account) throws -> CardAction {
        let (message, room) = try message(id, for: account)
        guard message.card != nil else { throw APIError.badRequest("The message has no card.") }
        let action = CardAction(
            id: newID(), message: message.id, room: room.id, account: account.id, created: now(), inputs: inputs)
        withState { $0.rooms.add(action) }
        publish(.submit(action, on: message, by: account, in: room))
        return action
    }

    private func json(_ action: CardAction) -> JSONValue {
        [
            "id": .string(ids.encode(.attachmentAction, action.id)),
            "type": "submit",
            "messageId": .string(ids.encode(.message, action.message)),
            "inputs": .object(action.inputs),
            "personId": .string(ids.encode(.person, action.account)),
            "roomId": .string(ids.encode(.room, action.room)),
            "created": .string(Timestamp.milliseconds(action.created)),
        ]
    }
}
