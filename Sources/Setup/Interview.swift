import Grants
import Recordings
import Service

/// Asks for everything that was not told yet; an answer that makes no sense is asked for again, with the reason.
package struct Interview {
    /// Whoever is asked.
    package struct Person {
        /// Shows a line.
        package var tell: (String) throws -> Void
        /// Shows a prompt and returns what is typed; nothing when whoever types has gone.
        package var ask: (String) throws -> String?
        /// The same, without showing what is typed.
        package var askInSecret: (String) throws -> String?

        package init(
            tell: @escaping (String) throws -> Void, ask: @escaping (String) throws -> String?,
            askInSecret: @escaping (String) throws -> String?
        ) {
            self.tell = tell
            self.ask = ask
            self.askInSecret = askInSecret
        }
    }

    /// Whoever was asked has gone before the end.
    package struct BrokenOff: Error {
        package init() {}
    }

    private let person: Person

    package init(with person: Person) { self.person = person }

    /// Fills in what is missing in `answers`.
    ///
    /// - Throws: ``BrokenOff``, and what the person's own calls throw.
    package func complete(_ answers: inout SetupAnswers) throws {
        try askForCredentials(&answers)
        try askForPeople(&answers)
        try askForAddress(&answers)
    }

    /// A question that is answered with yes or no; no is meant by nothing.
    ///
    /// - Throws: ``BrokenOff``, and what the person's own calls throw.
    package func agrees(to question: String) throws -> Bool {
        try answer("\(question) [y/N] ", person.ask) { text in
            switch text.trimmingBlanks().lowercased() {
            case "", "n", "no": .taken(false)
            case "y", "yes": .taken(true)
            default: .refused("please answer y or n")
            }
        }
    }
}

extension Interview {
    private enum Reading<Value> {
        case taken(Value)
        /// With the reason.
        case refused(String)

        init(_ value: Value?, _ reason: String) { self = value.map { .taken($0) } ?? .refused(reason) }
    }

    private func answer<Value>(
        _ prompt: String, _ ask: (String) throws -> String?, _ read: (String) -> Reading<Value>
    ) throws -> Value {
        while true {
            guard let text = try ask(prompt) else { throw BrokenOff() }
            switch read(text) {
            case .taken(let value): return value
            case .refused(let reason): try person.tell("  ! \(reason)")
            }
        }
    }

    private func askForCredentials(_ answers: inout SetupAnswers) throws {
        let shape = "it has to be one word without blanks and quotes; copy it again"
        if answers.botToken == nil {
            try person.tell("The bot: developer.webex.com, My Webex Apps, Create a New App, Create a Bot.")
            answers.botToken = try answer("Bot access token (not shown): ", person.askInSecret) {
                Reading(SetupAnswers.secret($0), shape)
            }
        }
        if answers.clientID == nil {
            try person.tell("\nThe integration that recordings are read with: the same page, Create an Integration.")
            answers.clientID = try answer("Client ID: ", person.ask) { Reading(SetupAnswers.word($0), shape) }
        }
        if answers.clientSecret == nil {
            answers.clientSecret = try answer("Client secret (not shown): ", person.askInSecret) {
                Reading(SetupAnswers.secret($0), shape)
            }
        }
    }

    private func askForPeople(_ answers: inout SetupAnswers) throws {
        if answers.domains == nil {
            try person.tell(
                "\nWho may talk to the bot? Domains such as example.com; * is everybody, nothing is nobody.")
            answers.domains = try answer("Approved domains: ", person.ask) {
                Reading(SetupAnswers.list($0, of: ApprovedDomain.init), "write domains only, such as example.com")
            }
        }
        let shape = "write e-mail addresses only, such as ada@example.com"
        if answers.officers == nil {
            try person.tell("\nWho authorizes the bot? Nothing is the first compliance officer who opens its page.")
            answers.officers = try answer("Compliance officer: ", person.ask) {
                Reading(SetupAnswers.list($0, of: { EmailAddress($0) }), shape)
            }
        }
        if answers.admins == nil {
            try person.tell("\nWho is told about problems, and may ask the bot for its status?")
            answers.admins = try answer("Admins: ", person.ask) {
                Reading(SetupAnswers.list($0, of: { EmailAddress($0) }), shape)
            }
        }
    }

    private func askForAddress(_ answers: inout SetupAnswers) throws {
        if answers.publicAddress == nil, answers.transport != .websocket {
            try person.tell(
                "\nAt which address do browsers reach the bot? Nothing is this machine alone, which is enough to begin with."
            )
            let isNeeded = answers.transport == .webhook
            answers.publicAddress = try answer("Address, such as https://bot.example.com: ", person.ask) { text in
                Self.address(text, isNeeded: isNeeded)
            }
        }
        guard answers.transport == nil else { return }
        // Without an address for Webex there is no choice.
        guard answers.publicAddress?.isEncrypted == true else { return answers.transport = .websocket }
        answers.transport = try transport()
    }

    private func transport() throws -> ServiceOptions.Transport {
        try answer("Do events come over a websocket or a webhook? [websocket] ", person.ask) { text in
            let name = text.trimmingBlanks().lowercased()
            if name.isEmpty { return .taken(.websocket) }
            return Reading(ServiceOptions.Transport(rawValue: name), "please answer websocket or webhook")
        }
    }

    private static func address(_ text: String, isNeeded: Bool) -> Reading<PublicAddress?> {
        let text = text.trimmingBlanks()
        if text.isEmpty { return isNeeded ? .refused("webhooks need an address that Webex can reach") : .taken(nil) }
        do throws(PublicAddress.Problem) { return .taken(try PublicAddress(text)) } catch {
            return .refused("\(text) \(error)")
        }
    }
}
