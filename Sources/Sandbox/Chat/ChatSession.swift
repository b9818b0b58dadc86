import CardViews
import JSONTree

/// A chat with the bot as a value: told what happened, it answers what to write and what to do.
struct ChatSession {
    enum Event: Sendable, Equatable {
        /// Somebody typed a line.
        case line(String)
        case endOfInput
        case reply(BotMessage, to: String)
        /// The bot's time to answer the n-th sending is over.
        case deadline(Int)
        /// What was to be done could not be done, and why.
        case failed(String)
    }

    enum Effect: Sendable, Equatable {
        case write(String)
        case say(String, as: String)
        case mention(String, inSpace: String, as: String)
        case submit(JSONObject, on: String, as: String)
        /// In the room of the two unless a space is named.
        case forward(instance: String, inSpace: String?, as: String)
        /// The bot should have answered the n-th sending after a while.
        case startDeadline(Int)
        case quit
    }

    /// Where lines come from.
    enum Source: Sendable {
        /// Somebody types, and sees what they type.
        case terminal
        /// A file: each line is written down as if somebody had typed it.
        case script
    }

    /// Something that can be forwarded, as it is listed.
    struct Forwardable: Sendable, Equatable {
        let instance: String
        let title: String
    }

    /// Who and what there is to chat with.
    struct Surroundings: Sendable {
        let botName: String
        let people: [Account]
        var spaces: [Company.Space] = []
        let forwardable: @Sendable (_ email: String) -> [Forwardable]
        /// What somebody reads in a space, oldest first.
        var messages: @Sendable (_ space: String, _ email: String) -> [PostedMessage] = { _, _ in [] }
    }

    enum Mode: Equatable {
        case ready
        case waiting(for: Int)
        case filling(CardForm)
    }

    let surroundings: Surroundings
    let source: Source

    var person: Account
    var mode = Mode.ready
    /// The last card that each person was shown, by address.
    var cards: [String: (id: String, text: CardText)] = [:]
    /// The last card with fields that each person was shown, by address.
    var forms: [String: CardForm] = [:]
    private var sent = 0
    /// Whether the bot has written in a space since the last sending; what it has to say comes in the room of two.
    private var hasBeenHeard = false
    /// Lines typed while the bot was still to answer; `nil` at the end stands for the end of the input.
    private var pending: [String?] = []
    private var hasQuit = false

    var botName: String { surroundings.botName }
    var people: [Account] { surroundings.people }

    init(_ surroundings: Surroundings, person: Account, source: Source) {
        (self.surroundings, self.person, self.source) = (surroundings, person, source)
    }

    /// What to do before anything happened.
    func start() -> [Effect] {
        [
            .write(
                """
                You are \(person.name) (\(person.email)) and write to the bot \(botName).
                Whatever you type goes to the bot: begin with "help". What begins with a slash
                stays here: /help lists how to fill in a form, forward a recording or be
                somebody else.


                """), .write(prompt),
        ]
    }

    mutating func handle(_ event: Event) -> [Effect] {
        guard !hasQuit else { return [] }
        var effects: [Effect]
        switch event {
        case .line(let line): effects = enqueue(line)
        case .endOfInput: effects = enqueue(nil)
        case .reply(let message, let email): effects = show(message, to: email)
        case .deadline(let number) where mode == .waiting(for: number):
            effects = becomeReady(after: [.write(hasBeenHeard ? "\n" : "\n  (no answer)\n\n")])
        case .deadline: effects = []
        case .failed(let reason): effects = becomeReady(after: [.write("\n  (\(reason))\n\n")])
        }
        hasQuit = effects.contains(.quit)
        return effects
    }

    var prompt: String {
        if case .filling(let form) = mode { return form.prompt }
        return "\(person.firstName.lowercased())> "
    }

    /// Makes the bot answer: nothing more is read until it has, or until its time is over.
    mutating func send(_ effect: Effect) -> [Effect] {
        sent += 1
        hasBeenHeard = false
        mode = .waiting(for: sent)
        return [effect, .startDeadline(sent)]
    }

    private mutating func enqueue(_ line: String?) -> [Effect] {
        if case .waiting = mode {
            pending.append(line)
            return []
        }
        return take(line)
    }

    private mutating func take(_ line: String?) -> [Effect] {
        guard let line else { return [.write("\n"), .quit] }
        let echo: [Effect] = source == .script ? [.write(line + "\n")] : []
        let effects = echo + respond(to: line)
        if case .waiting = mode { return effects }
        return effects.contains(.quit) ? effects : effects + [.write(prompt)]
    }

    /// Prompts again, and takes what was typed meanwhile.
    private mutating func becomeReady(after effects: [Effect]) -> [Effect] {
        mode = .ready
        var effects = effects + [.write(prompt)]
        while mode == .ready || isFilling, !pending.isEmpty, !effects.contains(.quit) {
            effects += take(pending.removeFirst())
        }
        return effects
    }

    private var isFilling: Bool { if case .filling = mode { true } else { false } }

    private mutating func show(_ message: BotMessage, to email: String) -> [Effect] {
        // Everybody in a space is told; it is shown once.
        if message.space != nil, email != person.email { return [] }
        let card = message.card.map { CardText($0) }
        if let card {
            cards[email] = (message.id, card)
            // A form stays one to fill in when cards without fields have come after it.
            forms[email] = CardForm(card, messageID: message.id) ?? forms[email]
        }
        let recipient = email == person.email ? nil : people.first { $0.email == email }
        let text = ReplyText(message, card: card, botName: botName, recipient: recipient).text
        // Somebody who is at the prompt gets it again below the message.
        guard case .waiting = mode else { return [.write("\n\n\(text)\n"), .write(prompt)] }
        if message.space != nil { hasBeenHeard = true }
        let isAnswer = email == person.email && message.space == nil && !message.isProgress
        return isAnswer ? becomeReady(after: [.write("\n\(text)\n")]) : [.write("\n\(text)")]
    }
}

extension BotMessage {
    /// Whether this only says that the answer is on its way: a short text that ends in an ellipsis.
    var isProgress: Bool { card == nil && (text ?? markdown ?? "").hasSuffix("…") }
}
