/// What somebody cannot do in the sandbox.
package enum SandboxError: Error, Equatable {
    /// Nobody has this address.
    case nobody(email: String)
    /// No space has this title, or the person is not in it.
    case noSpace(title: String)
    /// No meeting has this instance.
    case noInstance(id: String)
    /// There is no such message for this person, or not in the room.
    case noMessage(id: String)
    /// The card cannot be submitted: there is no such message for this person, or it has no card.
    case noCard(messageID: String)
    /// The card has no button of this title that submits anything.
    case noButton(title: String)
    /// The address of the authorization page asks for nothing that can be agreed to.
    case badAuthorization(String)
    /// The bot was gone before it wrote what somebody waited for.
    case noReply
}
