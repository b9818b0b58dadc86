import Conversation
import FoundationEssentials
import HTTPTypes
import JSONTree
import Journal
import Recordings
import Sandbox
import TestSupport
import Testing
import WebConnections
import WebexAPI

/// What people do in front of it.
extension Desk {
    /// Writes to the bot and waits until it is done with that.
    func ask(
        _ text: String, as email: String = "alice@example.com", _ attempt: EventHandler.Attempt = .first,
        arrivedAt arrival: Date? = nil
    ) async throws -> Outcome {
        let message = try sandbox.say(text, as: email)
        if let arrival { _ = try await journal.accept(event(.message, message, from: email), at: arrival) }
        return try await handle(.message, message, from: email, attempt)
    }

    /// Fills in a card of the bot.
    func submit(_ inputs: [String: String], as email: String = "alice@example.com") async throws -> Outcome {
        if sandbox.written(to: email).allSatisfy({ $0.card == nil }) { _ = try await ask("help", as: email) }
        guard let card = sandbox.written(to: email).last(where: { $0.card != nil }) else { throw DeadlinePassed() }
        return try await handle(.cardAction, try sandbox.submit(inputs, on: card.id, as: email), from: email)
    }

    /// Forwards the newest recorded instance of the meeting with this title.
    ///
    /// - Parameters:
    ///   - title: Of the meeting.
    ///   - email: Who forwards it.
    ///   - claimed: What the event says was forwarded; the instance unless somebody forges it.
    /// - Returns: What came of it.
    /// - Throws: `DeadlinePassed` when there is nothing to forward.
    func forward(
        _ title: String, as email: String = "alice@example.com",
        claiming claimed: (MeetingSeries, MeetingInstance) -> String = { $1.id }
    ) async throws -> Outcome {
        guard let meeting = try sandbox.forwardable(for: email).first(where: { $0.series.title == title }) else {
            throw DeadlinePassed()
        }
        let id = MeetingID(claimed(meeting.series, meeting.instance))
        let message = try sandbox.forward(instance: meeting.instance.id, as: email)
        return try await handle(.forwardedRecording(instance: id), message, from: email)
    }

    /// Mentions the bot in a space.
    func mention(
        _ text: String, in space: String, by name: MentionName = .nickname, as email: String = "alice@example.com",
        inThreadOf parent: String? = nil
    ) async throws -> Outcome {
        let message = try sandbox.mention(text, as: email, inSpace: space, by: name, inThreadOf: parent)
        return try await handle(.message, message, from: email)
    }

    /// Presses a button of the newest card that has it.
    ///
    /// - Parameters:
    ///   - title: What stands on the button.
    ///   - number: Which of the buttons with this title, counted from 1.
    ///   - email: Who presses.
    /// - Returns: What came of it.
    /// - Throws: `SandboxError` when no card has such a button.
    func press(_ title: String, number: Int = 1, as email: String = "alice@example.com") async throws -> Outcome {
        let cards = sandbox.written(to: email).filter { $0.card?.text.contains("\"\(title)\"") == true }
        guard let card = cards.last else { throw SandboxError.noButton(title: title) }
        let action = try sandbox.press(title, number: number, on: card.id, as: email)
        return try await handle(.cardAction, action, from: email)
    }
}

/// What arrives while something else is done.
extension Desk {
    /// Has Alice write to the bot, and hands that over as the service does.
    func dispatch(_ text: String) async throws {
        let id = try sandbox.say(text, as: "alice@example.com")
        let event = event(.message, id, from: "alice@example.com")
        _ = try await journal.accept(event, at: Date())
        let (events, continuation) = AsyncStream.makeStream(of: IncomingEvent.self)
        continuation.yield(event)
        continuation.finish()
        await EventDispatcher(lines: handler.lines) { await handler.handle($0) }.run(events)
    }
}

/// What an earlier start may have left behind.
extension Desk {
    /// Posts to Alice with the bot's token, behind the back of the handler.
    @discardableResult func writeAsBot(_ text: String) async throws -> String {
        let alice = PersonID(sandbox.personID(of: "alice@example.com") ?? "", .person)
        return try await bot.post(to: alice, markdown: text).text
    }

    /// Has Alice wait for the desk's meeting, whose recordings are there.
    ///
    /// - Parameter time: A day before the watch is over.
    /// - Returns: What the journal has.
    /// - Throws: When it has it already, or cannot be written.
    func beginWatch(at time: Date) async throws -> Watch {
        let number = try #require(MeetingNumber(Self.number))
        let watch = Watch(
            id: EventID("the press"), person: PersonID(sandbox.personID(of: "alice@example.com") ?? "", .person),
            request: RecordingRequest(subject: .number(number), daysBack: 30, path: .watch),
            until: time.addingTimeInterval(24 * 3600))
        #expect(try await journal.begin(watch, mostPerPerson: 1, mostAltogether: 1) == .begun)
        return watch
    }
}

extension ServerResponse {
    /// A list of Webex with nothing in it.
    static var emptyList: Self {
        Self(.ok, fields: [.contentType: "application/json"], body: Array(#"{"items": []}"#.utf8))
    }
}
