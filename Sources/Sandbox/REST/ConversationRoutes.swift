import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let conversationRoutes = [
        Route(.get, "/conversation/api/v1/messages/{uuid}", conversationMessage),
        Route(.get, "/conversation/api/v1/attachment/actions/{uuid}", conversationAction),
        Route(.get, "/conversation/api/v1/activities/{uuid}", conversationActivity),
    ]

    /// Tells the public id of a message that is known by its UUID.
    private func conversationMessage(_ call: Call) throws -> ServerResponse {
        let account = try caller(of: call).account
        let key = call.id.lowercased()
        guard let message = withState({ $0.rooms.message(key, for: account) }) else { throw APIError.notFound }
        return .json([
            "id": .string(ids.encode(.message, message.id)), "roomId": .string(ids.encode(.room, message.room)),
        ])
    }

    /// Tells what was forwarded; of other activities the sandbox keeps nothing.
    private func conversationActivity(_ call: Call) throws -> ServerResponse {
        let account = try caller(of: call).account
        let key = call.id.lowercased()
        let isVisible = withState { $0.rooms.message(key, for: account) != nil }
        guard behaviour.tellsActivities, isVisible, let activity = withState({ $0.shares[key] }) else {
            throw APIError.notFound
        }
        return .json(activity)
    }

    /// Tells the public id of a card submission that is known by its UUID.
    private func conversationAction(_ call: Call) throws -> ServerResponse {
        let account = try caller(of: call).account
        let key = call.id.lowercased()
        guard let action = withState({ $0.rooms.action(key, for: account) }) else { throw APIError.notFound }
        return .json([
            "id": .string(ids.encode(.attachmentAction, action.id)), "roomId": .string(ids.encode(.room, action.room)),
        ])
    }
}
