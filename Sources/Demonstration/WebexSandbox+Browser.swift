package import HTTPTransport
import HTTPTypes
package import Sandbox
import Service

extension WebexSandbox {
    /// Walks the way of a browser: the bot's page, the consent of `email`, and back to the bot.
    ///
    /// - Parameters:
    ///   - publicURL: Where the bot's pages are, without a slash at its end.
    ///   - email: Whoever is signed in to the sandbox.
    /// - Returns: What the bot answers in the end.
    /// - Throws: ``StartError`` when there is nothing to agree to, and what keeps the browser from asking.
    package func authorizeBot(at publicURL: String, as email: String) async throws -> ClientResponse {
        let browser = try HTTPClient()
        let beginning = try await browser.send(
            ClientRequest(.get, "\(publicURL)/webex/authorize"), deadline: Self.pagePatience)
        guard let consent = beginning.fields[.location], let cookie = beginning.fields[.setCookie] else {
            throw StartError("the bot could not be authorized: its page answered \(beginning.status.code)")
        }
        var back = ClientRequest(.get, try approve(consent, as: email))
        back.fields[.cookie] = String(cookie.prefix { $0 != ";" })
        return try await browser.send(back, deadline: Self.pagePatience)
    }

    /// How long a page may take.
    private static let pagePatience: Duration = .seconds(30)
}
