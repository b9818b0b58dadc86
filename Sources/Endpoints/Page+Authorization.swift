import FoundationEssentials
import Grants
import Markup

extension Page {
    /// Who gave which rights until when.
    static func authorized(_ grant: Grant) -> Page {
        Page(
            title: "The bot is authorized",
            body: """
                <p>It can now find the recordings that people ask for. You can close this page.</p>
                <dl>
                <dt>Given by</dt><dd>\(grant.holder.displayName)<br>\(grant.holder.email)</dd>
                <dt>Lasts until</dt><dd>\(ending(of: grant))</dd>
                </dl>
                <h2>What it may do</h2>
                \(scopeList(grant.scopes.isEmpty ? AuthorizationFlow.scopes : grant.scopes))
                <h2>Taking it back</h2>
                <p>Remove the bot’s integration from your Webex account’s connected apps, or ask the people who run the bot.</p>
                """)
    }

    private static func ending(of grant: Grant) -> HTML {
        guard let expiry = grant.refreshExpiry else { return "Webex did not say; the bot renews it by itself" }
        return
            "<time datetime=\"\(expiry.formatted(.iso8601))\">\(minute(expiry))</time>, and the bot renews it by itself"
    }

    /// To the minute, for example `2026-12-05 14:00 UTC`.
    private static func minute(_ date: Date) -> String {
        date.formatted(.iso8601).prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// The same for somebody who may not be the one who authorized.
    static let authorizedEarlier = Page(
        title: "The bot is authorized",
        body: """
            <p>A compliance officer has authorized it. Whose authorization it is, its log tells the people who run it.</p>
            <p><a href="/">See how the bot is doing</a>.</p>
            """)

    static let notAuthorized = Page(
        title: "The bot is not authorized",
        body: """
            <p>A compliance officer has to authorize it before it can find recordings.</p>
            \(again)
            """)

    static let again: HTML = "<p><a class=\"action\" href=\"/webex/authorize\">Authorize with Webex</a></p>"
}
