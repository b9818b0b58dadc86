import Endpoints
import FoundationEssentials
import Grants
import HTTPTypes
import Recordings
import TestSupport
import Testing
import WebConnections
import WebexAPI

@Suite struct AuthorizationPagesTests {
    private let bot: Bot

    init() throws { bot = try Bot() }

    @Test func `the authorize address sends to Webex`() async {
        let response = await bot.get("/webex/authorize")
        #expect(response.status == .found)
        #expect(response.fields[.location]?.hasPrefix("https://webex.example.com/authorize?client_id=C1&") == true)
        #expect(response.fields[.cacheControl] == "no-store")
    }

    @Test func `over TLS the cookie is one that no other host can set and no script can read`() async {
        let cookie = await bot.get("/webex/authorize").fields[.setCookie] ?? ""
        #expect(cookie.hasPrefix("__Host-steward-authorization="))
        #expect(cookie.hasSuffix("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"))
    }

    @Test func `on this machine, in the clear, the cookie has a plain name`() async throws {
        let bot = try Bot(at: "http://localhost:5050")
        let cookie = await bot.get("/webex/authorize").fields[.setCookie] ?? ""
        #expect(cookie.hasPrefix("steward-authorization="))
        #expect(cookie.hasSuffix("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"))
        #expect(await bot.authorize().status == .seeOther)
    }

    @Test func `a finished authorization leads to a page without anything in its address`() async {
        let response = await bot.authorize()
        #expect(response.status == .seeOther)
        #expect(response.fields[.location] == "/webex/authdone")
    }

    @Test func `the last page says who allowed what until when, in the browser that did it`() async {
        let (state, cookie) = await bot.begin()
        _ = await bot.get("/webex/redirect", [("code", "code-1"), ("state", state)], cookie: cookie)
        let page = await bot.get("/webex/authdone", cookie: cookie).text
        for part in [
            "Ada &lt;Lovelace&gt;", "ada@example.com", "spark:people_read", "example:unknown", "2027-04-15 08:00 UTC",
        ] {
            #expect(page.contains(part))
        }
    }

    @Test(arguments: [0.0, 600.0])
    func `to other browsers, and after ten minutes, the last page names nobody`(age: TimeInterval) async {
        let (state, cookie) = await bot.begin()
        _ = await bot.get("/webex/redirect", [("code", "code-1"), ("state", state)], cookie: cookie)
        bot.change { $0.now += age }
        let page = await bot.get("/webex/authdone", cookie: age == 0 ? await bot.begin().cookie : cookie).text
        #expect(page.contains("The bot is authorized"))
        for name in ["Ada", "ada@example.com"] { #expect(!page.contains(name)) }
    }

    @Test func `without an authorization the last page invites to one`() async {
        let page = await bot.get("/webex/authdone").text
        #expect(page.contains("The bot is not authorized"))
        #expect(page.contains("href=\"/webex/authorize\""))
    }

    @Test func `what Webex says is shown as text, whatever it holds`() async {
        let response = await bot.comeBack([
            ("error", "<b>x</b>"), ("error_description", "<script>alert(1)</script>"),
        ])
        #expect(response.status == .badRequest)
        #expect(response.text.contains("&lt;b&gt;x&lt;/b&gt;"))
        #expect(response.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!response.text.contains("<script"))
    }

    @Test func `words that did not come back to an authorization of ours are not shown`() async {
        let query = [(name: "error", value: "access_denied"), (name: "error_description", value: "call 555 0100")]
        for state in [nil, "guessed", await bot.begin().state] {
            let response = await bot.get("/webex/redirect", query + (state.map { [("state", $0)] } ?? []))
            #expect(response.status == .badRequest)
            for words in ["access_denied", "555"] { #expect(!response.text.contains(words)) }
        }
    }

    @Test(arguments: [
        ("access_denied", "Webex administrator"), ("invalid_scope", "full administrator"),
        ("server_error", "in a few minutes"), ("unauthorized_client", "people who run the bot"),
    ])
    func `an error of Webex comes with what to do about it`(error: String, advice: String) async {
        #expect(await bot.comeBack([("error", error)]).text.contains(advice))
    }

    @Test func `coming back with neither a code nor an error has a page`() async {
        let response = await bot.comeBack([])
        #expect(response.status == .badRequest)
        #expect(response.text.contains("Webex sent nothing along"))
    }

    @Test(arguments: [
        (nil, "This address is for Webex"), ("guessed", "did not begin here"), ("foreign", "in another browser"),
        ("used", "finished already"), ("old", "took too long"),
    ])
    func `each way of not being ours has a page of its own and changes nothing`(what: String?, title: String) async {
        let (state, cookie) = await bot.begin()
        var query = [(name: "code", value: "code-1")]
        if let what { query.append((name: "state", value: what == "guessed" ? what : state)) }
        if what == "used" { _ = await bot.get("/webex/redirect", [("state", state)], cookie: cookie) }
        if what == "old" { bot.change { $0.now += 600 } }
        let response = await bot.get("/webex/redirect", query, cookie: what == "foreign" ? nil : cookie)
        #expect(response.status == .badRequest)
        #expect(response.text.contains(title))
        #expect(response.text.contains("href=\"https://steward.example.com/webex/authorize\""))
        #expect(response.text.contains("<code>https://steward.example.com/webex/authorize</code>"))
        #expect(bot.exchanges == 0)
        #expect(await bot.tokens.checkStatus() == .missing)
    }

    @Test func `what anybody can bring about is told in the log once a minute`() async throws {
        let log = CapturedLog()
        let bot = try Bot(logger: log.logger)
        for _ in 0..<50 { _ = await bot.get("/webex/redirect", [("code", "c"), ("state", "guessed")]) }
        for _ in 0..<50 { _ = await bot.get("/webex/redirect", [("code", "c")]) }
        for _ in 0..<50 { _ = await bot.comeBack([("error", "access_denied")]) }
        #expect(log.lines == Array(repeating: "notice an authorization failed", count: 3))
    }

    @Test func `each account of Webex that may not authorize is told in the log`() async throws {
        let log = CapturedLog()
        let bot = try Bot(logger: log.logger)
        bot.change { $0.readsRecordings = false }
        for _ in 0..<3 { _ = await bot.authorize() }
        #expect(log.lines.filter { $0 == "warning an authorization failed" }.count == 3)
    }

    @Test func `looking at the address with HEAD does not use the answer up`() async {
        let (state, cookie) = await bot.begin()
        var look = ServerRequest.get("/webex/redirect", [("code", "code-1"), ("state", state)], cookie: cookie)
        look.method = .head
        #expect(await bot.routes.respond(to: look).status == .ok)
        look.method = .get
        #expect(await bot.routes.respond(to: look).status == .seeOther)
    }

    @Test func `an account without the rights is told which role it takes`() async {
        bot.change { $0.readsRecordings = false }
        let response = await bot.authorize()
        #expect(response.status == .forbidden)
        #expect(response.text.contains("compliance officer"))
    }

    @Test func `somebody who is no officer is told so and changes nothing`() async {
        _ = await bot.authorize()
        bot.change { $0.officers = [EmailAddress("grace@example.com")].compactMap(\.self) }
        let response = await bot.authorize()
        #expect(response.status == .forbidden)
        #expect(response.text.contains("<strong>ada@example.com</strong>, who is not among the compliance officers"))
        #expect(await bot.get("/webex/authdone").text.contains("The bot is authorized"))
    }

    @Test(arguments: [
        (WebexError.Code.unauthorized, HTTPResponse.Status.badRequest, "took too long"),
        (.unavailable(status: 503), .badGateway, "did not finish"), (.unreachable, .badGateway, "did not finish"),
        (.rejected(status: 401), .badGateway, "tell the people who run the bot"),
    ])
    func `a failed exchange has a page, without the words for the operator`(
        code: WebexError.Code, status: HTTPResponse.Status, title: String
    ) async {
        bot.change {
            $0.exchange = .failure(WebexError(code, operation: "POST /access_token", message: "operator only"))
        }
        let response = await bot.authorize()
        #expect(response.status == status)
        #expect(response.text.contains(title))
        #expect(!response.text.contains("operator only"))
    }

    @Test func `a token that nobody can be found for has a page`() async {
        bot.change {
            $0.identification = .failure(WebexError(.forbidden, operation: "GET /people/me", message: ""))
        }
        let response = await bot.authorize()
        #expect(response.status == .badGateway)
        #expect(response.text.contains("could not check"))
    }
}
