import Cards
import Logging
import Recordings
import WebexAPI

/// Fetches what an event points to, and who is behind it.
struct RequestReader: Sendable {
    /// What somebody sent.
    enum Content: Sendable {
        case text(String)
        case submission(Submission)
        /// A forwarded recording of this meeting.
        case forwarded(MeetingID)
    }

    let webex: WebexClient
    /// For an object that Webex announces before it can be read.
    let clock: any Clock<Duration>
    let logger: Logger

    /// The content and the verified author: both taken from the fetched object, whatever the event said.
    func read(_ event: IncomingEvent) async throws -> (content: Content, author: Person) {
        // Nearly always the actor is the author, so they are asked for at once.
        async let actor = Result.of { try await webex.person(event.actor) }
        let (content, author) = try await fetch(event)
        guard author == event.actor else { return (content, try await webex.person(author)) }
        return (content, try await actor.get())
    }

    private func fetch(_ event: IncomingEvent) async throws -> (Content, PersonID) {
        try await resolving(event) { id in
            switch event.kind {
            case .message:
                let message = try await webex.message(MessageID(id))
                return (try await content(of: message, event), message.author)
            case .cardAction:
                let submission = try await webex.cardSubmission(AttachmentActionID(id))
                return (.submission(Submission(submission.inputs)), submission.author)
            case .forwardedRecording(let instance):
                return (.forwarded(instance), try await webex.message(MessageID(id)).author)
            }
        }
    }

    /// A delivery does not say that a recording was forwarded, and the message of one is empty.
    private func content(of message: ReceivedMessage, _ event: IncomingEvent) async throws -> Content {
        guard message.saysNothing, let address = event.resolver,
            let instance = try await webex.forwardedMeeting(at: address)
        else { return .text(message.text) }
        return .forwarded(instance)
    }

    /// Tries the id that the event named, then the one that the conversation service knows; an object that was announced a
    /// moment ago may not be there yet, so it is asked for a few times.
    private func resolving<Output>(
        _ event: IncomingEvent, _ fetch: (String) async throws -> Output
    ) async throws -> Output {
        var id = event.resource
        var resolver = event.resolver
        var pauses: [Duration] = [.milliseconds(250), .seconds(1), .seconds(3)]
        while true {
            do {
                return try await fetch(id)
            } catch let error as WebexError where error.code == .notFound || error.code == .forbidden {
                if let address = resolver {
                    resolver = nil
                    if let resolved = try? await webex.publicID(at: address), resolved != id {
                        id = resolved
                        continue
                    }
                }
                guard !pauses.isEmpty else { throw error }
                logger.debug("an announced object is not there yet", metadata: ["error": "\(error.code)"])
                try await clock.sleep(for: pauses.removeFirst())
            }
        }
    }
}
