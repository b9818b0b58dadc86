import FoundationEssentials
import JSONTree
import Sandbox
import TestSupport

/// Somebody who asks, waits for the answer, looks at it and asks again.
struct Employee: Sendable {
    /// What somebody can do, each with an answer of its own.
    enum Request: CaseIterable, Sendable {
        case help, number, title, ownMeetings, unknownNumber, shortNumber, languages, form, refresh, forward
    }

    let index: Int
    let sandbox: WebexSandbox
    let ledger: Ledger
    let inbox: Inbox
    /// How long an answer may take before it counts as one that never comes.
    let patience: Duration

    /// How long it takes to read a message and press a button.
    private static let reaction: Duration = .seconds(3)

    private var email: String { SoakCompany.email(index) }

    /// Asks `count` times, one after the other.
    func work(_ count: Int, every interval: Duration, _ generator: SeededGenerator) async throws {
        var generator = generator
        for _ in 0..<count {
            let share = Double.random(in: 0.5...1.5, using: &generator)
            try await ContinuousClock().sleep(for: interval * share)
            try await ask(generator.one(of: Request.allCases))
        }
    }

    /// What came although nothing was asked.
    func countStrays() {
        for message in inbox.takeAll() where !Self.isNotice(message) && !Self.asksToPressAgain(message) {
            ledger.note(.double, email, "unasked", message.markdown)
        }
    }

    private func ask(_ request: Request) async throws {
        countStrays()
        var request = request
        if request == .refresh || request == .form, inbox.card(where: request == .form ? Self.isForm : isLinks) == nil {
            request = request == .form ? .help : .number
        }
        let kills = ledger.kills
        try perform(request)
        while true {
            guard let answer = await inbox.next(within: patience) else {
                return ledger.note(ledger.kills == kills ? .lost : .lostToKill, email, "\(request)", nil)
            }
            if Self.isNotice(answer) { continue }
            if Self.asksToPressAgain(answer) {
                ledger.note(.askedToPressAgain, email, "\(request)", nil)
                if request.leavesNoText {
                    try await ContinuousClock().sleep(for: Self.reaction)
                    try perform(request)
                }
                continue
            }
            return ledger.note(judge(answer, of: request), email, "\(request)", answer.markdown)
        }
    }

    private func perform(_ request: Request) throws {
        switch request {
        case .help: try sandbox.say("help", as: email)
        case .number: try sandbox.say("rec \(SoakCompany.number(index)) 30", as: email)
        case .title: try sandbox.say("rec \(SoakCompany.title(index))", as: email)
        case .ownMeetings: try sandbox.say("rec", as: email)
        case .unknownNumber: try sandbox.say("rec 25599999999", as: email)
        case .shortNumber: try sandbox.say("rec 123", as: email)
        case .languages: try sandbox.say("language", as: email)
        case .form:
            guard let card = inbox.card(where: Self.isForm) else { return }
            let inputs = [
                "command_keyword": "rec", "meeting_number": SoakCompany.number(index), "meeting_host": "",
                "days_back": "30",
            ]
            try sandbox.submit(inputs, on: card.id, as: email)
        case .refresh:
            guard let card = inbox.card(where: isLinks) else { return }
            try sandbox.press("Refresh links", on: card.id, as: email)
        case .forward:
            guard let recording = try sandbox.forwardable(for: email).first else { return }
            try sandbox.forward(instance: recording.instance.id, as: email)
        }
    }

    private func judge(_ answer: BotMessage, of request: Request) -> Ledger.Outcome {
        let markdown = answer.markdown ?? ""
        if markdown.contains("Review number"), !markdown.contains(SoakCompany.title(index)) { return .wrong }
        let isRight =
            switch request {
            case .help: Self.isForm(answer)
            case .number, .form, .refresh: isLinks(answer)
            case .title, .ownMeetings: isLinks(answer) || markdown.contains(SoakCompany.title(index))
            // Over webhooks nobody says what was forwarded.
            case .forward: isLinks(answer) || Self.isForm(answer)
            case .unknownNumber: markdown.contains("no meeting with the number")
            case .shortNumber: markdown.contains("9 to 11 digits")
            case .languages: markdown.contains("I answer you in")
            }
        if isRight { return markdown.contains("comes late") ? .late : .answered }
        return Self.isApology(markdown) ? .apology : .wrong
    }

    private static func isForm(_ message: BotMessage) -> Bool { message.card?.text.contains("meeting_number") == true }

    private func isLinks(_ message: BotMessage) -> Bool {
        message.card?.text.contains("/files/video/") == true
            && message.markdown?.contains(SoakCompany.title(index)) == true
    }

    private static func isNotice(_ message: BotMessage) -> Bool {
        message.card == nil && message.markdown?.hasSuffix("…") == true
    }

    private static func asksToPressAgain(_ message: BotMessage) -> Bool {
        message.markdown?.contains("please do it once more") == true
    }

    private static func isApology(_ markdown: String) -> Bool {
        [
            "Webex is not answering", "Webex has asked me to slow down", "could not be checked", "I could not check",
            "I could not make a record", "Webex refused", "have no access to recordings",
        ].contains { markdown.contains($0) }
    }
}

extension Employee.Request {
    /// Whether nobody can read later that it was made.
    fileprivate var leavesNoText: Bool { [.form, .refresh, .forward].contains(self) }
}
