/// Something that happened in a room of the bot, whichever way it was delivered.
///
/// It says where to look, not what was said: text, inputs and actor come from the object that is fetched by it.
package struct IncomingEvent: Sendable, Equatable {
    /// What there is to fetch.
    package enum Kind: Sendable, Equatable {
        case message
        case cardAction
        /// A meeting's recording was forwarded; `instance` is the meeting that was recorded.
        case forwardedRecording(instance: MeetingID)
    }

    /// The same for every delivery of the same event.
    package var id: EventID
    package var kind: Kind
    /// The public id of the message or card action, as far as it can be told without asking.
    package var resource: String
    /// Where the conversation service tells the public id, should `resource` be unknown to the REST API.
    package var resolver: String?
    /// Who is said to have caused it: enough to look ahead, never to decide by.
    package var actor: PersonID

    package init(id: EventID, kind: Kind, resource: String, resolver: String? = nil, actor: PersonID) {
        self.id = id
        self.kind = kind
        self.resource = resource
        self.resolver = resolver
        self.actor = actor
    }
}
