import Cards
import FoundationEssentials
import Logging
import Recordings
import WebexAPI

/// Fetches what an event points to, and who is behind it.
struct RequestReader: Sendable {
    /// What somebody sent.
    enum Content: Sendable {
        /// A message, as it came.
        case message(ReceivedMessage)
        case submission(Submission)
        /// A forwarded recording of this meeting.
        case forwarded(MeetingID)
    }

    /// Where it was sent, as far as that makes a difference.
    enum Origin: Sendable, Equatable {
        /// A room of two, or a card of ours, which are sent nowhere else.
        case direct
        /// A room with others in it, and the message that an answer there belongs below.
        case group(RoomID, thread: MessageID)
    }

    /// Everything about it that comes from Webex itself, whatever the event said.
    struct Received: Sendable {
        var content: Content
        var origin: Origin
        var author: Person
        /// When it was sent, by Webex's clock.
        var time: Date?
    }

    /// The same before it is known who the author is.
    private struct Fetched {
        var content: Content
        var origin: Origin
        var author: PersonID
        var time: Date?
    }

    let webex: WebexClient
    let people: PeopleCache
    /// For an object that Webex announces before it can be read.
    let clock: any Clock<Duration>
    let now: @Sendable () -> Date
    let logger: Logger

    /// The content, where it was sent and the verified author, all taken from the fetched object.
    func read(_ event: IncomingEvent) async throws -> Received {
        // Nearly always the actor is the author, so they are asked for at once.
        async let actor = Result.of { try await person(event.actor) }
        let fetched = try await fetch(event)
        let author = try await fetched.author == event.actor ? actor.get() : person(fetched.author)
        return Received(content: fetched.content, origin: fetched.origin, author: author, time: fetched.time)
    }

    /// Somebody who may have been asked for before.
    func person(_ id: PersonID) async throws -> Person {
        try await people.person(id, at: now()) { try await webex.person($0) }
    }

    private func fetch(_ event: IncomingEvent) async throws -> Fetched {
        try await resolving(event) { id in
            switch event.kind {
            case .message:
                let message = try await webex.message(MessageID(id))
                return Fetched(
                    content: try await content(of: message, event), origin: message.origin, author: message.author,
                    time: message.created)
            case .cardAction:
                let submission = try await webex.cardSubmission(AttachmentActionID(id))
                return Fetched(
                    content: .submission(Submission(submission.inputs)), origin: .direct, author: submission.author,
                    time: submission.created)
            case .forwardedRecording(let instance):
                let message = try await webex.message(MessageID(id))
                return Fetched(
                    content: .forwarded(instance), origin: message.origin, author: message.author,
                    time: message.created)
            }
        }
    }

    /// A delivery does not say that a recording was forwarded, and the message of one is empty.
    private func content(of message: ReceivedMessage, _ event: IncomingEvent) async throws -> Content {
        guard message.saysNothing, let address = event.resolver,
            let instance = try await webex.forwardedMeeting(at: address)
        else { return .message(message) }
        return .forwarded(instance)
    }

    /// Tries the id that the event named, then the one that the conversation service knows; an object that was announced a
    /// moment ago may not be there yet, so it is asked for a few times, for twelve seconds in all.
    private func resolving<Output>(
        _ event: IncomingEvent, _ fetch: (String) async throws -> Output
    ) async throws -> Output {
        var id = event.resource
        var resolver = event.resolver
        var pauses: [Duration] = [.milliseconds(250), .seconds(1), .seconds(3), .seconds(8)]
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

extension ReceivedMessage {
    fileprivate var origin: RequestReader.Origin { isDirect ? .direct : .group(room, thread: thread ?? id) }
}
