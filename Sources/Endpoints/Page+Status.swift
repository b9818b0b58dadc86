import Grants
import Markup

extension Page {
    /// How the bot is doing, without a word about whom it works for.
    static func status(_ state: ServiceState, grant: AccessTokens.Status) -> Page {
        let connection: HTML =
            if let obstacle = state.obstacle {
                "<span class=\"bad\">not ready</span>: \(obstacle)"
            } else {
                "<span class=\"good\">connected</span>"
            }
        return Page(
            title: "Meeting recordings, on request",
            body: """
                <p>This bot answers people who ask it 1-1 in Webex for the recordings of their meetings.</p>
                <dl>
                <dt>Webex</dt><dd>\(connection)</dd>
                <dt>Authorization</dt><dd>\(summary(of: grant))</dd>
                </dl>
                \(invitation(after: grant))
                """)
    }

    private static func summary(of grant: AccessTokens.Status) -> HTML {
        switch grant {
        case .held: "<span class=\"good\">given</span> by a compliance officer"
        case .missing: "<span class=\"bad\">missing</span>: a compliance officer has to authorize the bot once"
        case .ended: "<span class=\"bad\">ended</span>: a compliance officer has to authorize the bot again"
        case .unreadable: "<span class=\"bad\">cannot be read</span>: the people who run the bot find why in its log"
        }
    }

    private static func invitation(after grant: AccessTokens.Status) -> HTML {
        if case .held = grant {
            return "<p>A compliance officer can <a href=\"/webex/authorize\">authorize the bot again</a>.</p>"
        }
        return """
            <h2>What authorizing allows</h2>
            <p>The bot will act as you in Webex, to read only. Webex asks you to agree to:</p>
            \(scopeList(AuthorizationFlow.scopes))
            <p>Whom it gives recordings to is decided by your organization’s settings, and written to an audit log.</p>
            <p><a class="action" href="/webex/authorize">Authorize with Webex</a></p>
            """
    }

    /// The scopes as Webex calls them, and what they are for.
    static func scopeList(_ scopes: [String]) -> HTML {
        let items = scopes.map { scope -> HTML in
            guard let purpose = purposes[scope] else { return "<li><code>\(scope)</code></li>" }
            return "<li>\(purpose) <code>\(scope)</code></li>"
        }
        return "<ul>\n\(HTML.joined(items))\n</ul>"
    }

    private static let purposes = [
        "meeting:admin_schedule_read": "Find a meeting by its number, whoever hosts it",
        "meeting:admin_preferences_read": "Tell whether a meeting took place in somebody’s personal room",
        "spark-compliance:meetings_read": "Read the recordings of the organization’s meetings",
        "spark:people_read": "See who you are, and look people up",
        "spark:kms": "Let Webex decrypt what is read",
    ]
}
