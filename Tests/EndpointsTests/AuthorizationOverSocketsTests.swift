import Endpoints
import HTTPTransport
import HTTPTypes
import Logging
import Testing
import WebConnections

@Suite struct AuthorizationOverSocketsTests {
    /// Serves the routes of `bot` while `body` runs with their address.
    private func serve(_ bot: Bot, _ body: @Sendable (_ url: String) async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try WebServer(configuration: .init(), logger: logger) { await bot.routes.respond(to: $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            defer { group.cancelAll() }
            try await body("http://127.0.0.1:\(server.port)")
        }
    }

    @Test func `a browser gets through the authorization and sees who gave it`() async throws {
        let (bot, browser) = (try Bot(at: "http://localhost:5050"), try HTTPClient())
        try await serve(bot) { url in
            let begun = try await browser.send(ClientRequest(.get, url + "/webex/authorize"), deadline: .seconds(20))
            #expect(begun.status == .found)
            let state = try #require(begun.fields[.location]?.split(separator: "&state=").last)
            let cookie = try #require(begun.fields[.setCookie]).prefix { $0 != ";" }

            var back = ClientRequest(.get, url + "/webex/redirect?code=code-1&state=\(state)")
            back.fields[.cookie] = String(cookie)
            let finished = try await browser.send(back, deadline: .seconds(20))
            #expect(finished.status == .seeOther)

            var last = ClientRequest(.get, url + (try #require(finished.fields[.location])))
            last.fields[.cookie] = String(cookie)
            let done = try await browser.send(last, deadline: .seconds(20))
            #expect(String(decoding: done.body, as: UTF8.self).contains("ada@example.com"))
        }
    }

    @Test func `an encoded error arrives as text, in a browser with other cookies too`() async throws {
        let (bot, browser) = (try Bot(), try HTTPClient())
        try await serve(bot) { url in
            let begun = try await browser.send(ClientRequest(.get, url + "/webex/authorize"), deadline: .seconds(20))
            let state = try #require(begun.fields[.location]?.split(separator: "&state=").last)
            let query = "error=access_denied&error_description=%3Cscript%3E%26amp%3B+x&state=\(state)"
            var back = ClientRequest(.get, url + "/webex/redirect?" + query)
            back.fields[.cookie] = "other=1; " + (try #require(begun.fields[.setCookie]).prefix { $0 != ";" })
            let page = try await browser.send(back, deadline: .seconds(20))
            #expect(page.status == .badRequest)
            #expect(String(decoding: page.body, as: UTF8.self).contains("&lt;script&gt;&amp;amp; x"))
        }
    }
}
