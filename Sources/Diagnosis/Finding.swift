/// What one look at one thing has shown, in words for whoever runs the bot.
package struct Finding: Sendable, Equatable {
    /// How much it matters.
    package enum Verdict: String, Sendable, CaseIterable {
        case ok
        /// Worth knowing; the bot works.
        case note
        /// Something does not work, or will not soon.
        case problem
    }

    /// Stable, for programs.
    package var code: FindingCode
    /// What was found, in one sentence without an end mark; never with a secret in it.
    package var text: String
    /// What to do about it; nothing where nothing is to be done.
    package var advice: String?

    /// A finding with the advice that its code has, unless a better one is known.
    package init(_ code: FindingCode, _ text: String, advice: String? = nil) {
        self.code = code
        self.text = text
        self.advice = advice ?? code.advice
    }

    package var verdict: Verdict { code.verdict }
    package var subject: Subject { code.subject }
}

/// What is looked at, in the order of the report.
package enum Subject: String, Sendable, CaseIterable {
    case environment, config, policy, cards, state, vault, audit, log, disk, proxy, host, clock, bot, grant, webhooks,
        devices, address
}
