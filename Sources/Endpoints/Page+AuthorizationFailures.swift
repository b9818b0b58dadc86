import Grants
import WebexAPI
import Markup

extension Page {
    /// Why an authorization came to nothing, and what to do next.
    ///
    /// - Parameters:
    ///   - error: Why.
    ///   - address: Where authorizations begin.
    /// - Returns: The page.
    static func failure(_ error: AuthorizationError, at address: PublicAddress) -> Page {
        switch error {
        case .notOurs(let problem): notOurs(problem, at: address)
        case .declined(let error, let description): declined(error, description)
        case .noCode: noCode
        case .exchangeFailed(let error) where error.refusesIntegration: integrationRefused
        case .exchangeFailed(let error): error.code == .unauthorized ? codeRefused : exchangeFailed
        case .examinationFailed: examinationFailed
        case .unfit(let reason): unfit(reason)
        case .notStored: notStored
        case .cancelled: interrupted
        }
    }

    static let cannotBegin = Page(
        title: "The authorization could not begin",
        body: """
            <p>Something is wrong on the bot’s side. Please tell the people who run it; its log says what.</p>
            """)

    private static func declined(_ error: String, _ description: String?) -> Page {
        let advice: HTML =
            switch error {
            case "access_denied":
                """
                <p>You, or a rule of your organization, did not agree to what the bot asks for. If it was not you, ask a \
                Webex administrator to allow the bot’s integration.</p>
                """
            case "invalid_scope":
                """
                <p>The bot asks for rights that its integration is not registered for, or that you do not have. A full \
                administrator who is a compliance officer has them; the people who run the bot can compare the list.</p>
                """
            case "server_error", "temporarily_unavailable":
                "<p>Webex could not answer just now. Please try again in a few minutes.</p>"
            default: "<p>Please tell the people who run the bot what Webex said.</p>"
            }
        let words: HTML = description.map { "<br>\($0)" } ?? ""
        return Page(
            title: "Webex did not authorize the bot",
            body: """
                \(advice)
                <blockquote><p>Webex said: <code>\(error)</code>\(words)</p></blockquote>
                <p>Nothing was changed.</p>
                \(again)
                """)
    }

    private static let codeRefused = Page(
        title: "The authorization took too long",
        body: """
            <p>Webex no longer took the code that it had sent: it lasts for minutes only, and once. Nothing was changed.</p>
            \(again)
            """)

    private static let integrationRefused = Page(
        title: "Webex does not take the bot’s integration",
        body: """
            <p>Webex did not give the bot its tokens, for something in the bot’s own settings is wrong. Nothing was
            changed.</p>
            <p>Trying again does not help. Please tell the people who run the bot: its log says what Webex answered and
            what to compare.</p>
            """)

    private static let exchangeFailed = Page(
        title: "Webex did not finish the authorization",
        body: """
            <p>Webex did not give the bot its tokens. Nothing was changed.</p>
            <p>Please try again in a few minutes; if it stays so, tell the people who run the bot: its log says what Webex
            answered.</p>
            \(again)
            """)

    private static let noCode = Page(
        title: "Webex sent nothing along",
        body: """
            <p>There is neither an authorization nor an error in what Webex sent this browser back with. Nothing was
            changed.</p>
            \(again)
            """)

    private static let examinationFailed = Page(
        title: "The bot could not check the authorization",
        body: """
            <p>Webex did not tell whose authorization it is, or what it is good for. Nothing was changed.</p>
            <p>Please try again in a few minutes; if it stays so, tell the people who run the bot: its log says what Webex
            answered.</p>
            \(again)
            """)

    private static func unfit(_ reason: Fitness.Unfitness) -> Page {
        let advice: HTML =
            switch reason {
            case .notAPerson:
                "<p>You are signed in to Webex with an account that is not a person’s.</p>"
            case .notAnOfficer(let email):
                """
                <p>You are signed in to Webex as <strong>\(email)</strong>, who is not among the compliance officers in \
                the bot’s settings. Sign out of Webex and in as one of them, or ask the people who run the bot to add \
                this address to <code>compliance_officers</code>.</p>
                """
            case .anotherOrganization:
                """
                <p>You are signed in to Webex with an account of another organization than the bot’s. Sign out of Webex and \
                in as a compliance officer of that organization, or ask the people who run the bot to list you in \
                <code>compliance_officers</code>, which counts for any organization.</p>
                """
            case .organizationUnknown:
                """
                <p>The bot does not know yet which organization it belongs to. Please try again in a few minutes, or ask \
                the people who run it to list you in <code>compliance_officers</code>.</p>
                """
            case .mayNotReadRecordings:
                """
                <p>Webex does not show this account the recordings of the organization: it takes the role of a \
                <strong>compliance officer</strong>, which a full administrator gives to somebody else. Sign out of \
                Webex and in as a person who has it.</p>
                """
            case .mayNotReadPersonalRooms:
                """
                <p>Webex does not tell this account about personal rooms, so the bot could not protect what is recorded in \
                them. A full administrator who is a compliance officer has that right.</p>
                """
            case .heldByAnother:
                """
                <p>Somebody else has authorized the bot, and it is theirs to renew. The people who run it can list the \
                compliance officers in <code>compliance_officers</code>, or release that authorization with \
                <code>steward grants release</code>. Either counts at once; then begin again.</p>
                """
            }
        return Page(
            title: "This account cannot authorize the bot",
            body: "\(advice)\n<p>Your authorization was not kept, and nothing was changed.</p>\n\(again)")
    }

    private static let notStored = Page(
        title: "The authorization could not be kept",
        body: """
            <p>Webex agreed, but the bot could not write it to its disk, so it is not used. Please tell the people who run
            the bot; its log says why.</p>
            """)

    private static let interrupted = Page(
        title: "The authorization was interrupted",
        body: "<p>The bot is stopping. Nothing was changed; please begin again in a minute.</p>\n\(again)")
}
