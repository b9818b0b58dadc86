import Grants
import Markup

extension Page {
    /// Why this browser is not taken for one that we sent to Webex, and what to do next.
    ///
    /// - Parameters:
    ///   - problem: Why.
    ///   - address: The only one that an authorization can begin at: what a browser keeps for another name of this machine
    ///     does not come back here.
    /// - Returns: The page.
    static func notOurs(_ problem: StateProblem, at address: PublicAddress) -> Page {
        let (title, advice) = explanation(of: problem)
        let start = address.text + "/webex/authorize"
        return Page(
            title: title,
            body: """
                \(advice)
                <p>Nothing was changed.</p>
                <p><a class="action" href="\(start)">Authorize with Webex</a></p>
                <p>It begins at <code>\(start)</code>, and at no other address of the bot.</p>
                """)
    }

    private static func explanation(of problem: StateProblem) -> (title: String, advice: HTML) {
        switch problem {
        case .missing:
            (
                "This address is for Webex",
                "<p>Webex sends people here when they have authorized the bot. To do that, begin below.</p>"
            )
        case .unknown:
            (
                "This authorization did not begin here",
                """
                <p>The address was changed on its way, or the bot was started anew since the authorization began. Please \
                begin again.</p>
                """
            )
        case .expired:
            (
                "This authorization took too long",
                "<p>It began more than ten minutes ago. Please begin again and finish within ten minutes.</p>"
            )
        case .used:
            (
                "This authorization has been finished already",
                """
                <p>It counts once, however it ended. <a href="/">See how the bot is doing</a>, and begin again if it is not \
                authorized.</p>
                """
            )
        case .foreignBrowser:
            (
                "This authorization began in another browser",
                """
                <p>It has to end in the browser that it began in, with cookies allowed, and at the address below; when it \
                was begun twice, the later one counts. Please begin again in this browser.</p>
                """
            )
        }
    }
}
