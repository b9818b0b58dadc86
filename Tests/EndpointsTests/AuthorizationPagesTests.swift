import Endpoints
import FoundationEssentials
import Grants
import HTTPTypes
import Recordings
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

    @Test func `a finished authorization leads to a page without anything in its address`() async {
        let response = await bot.authorize()
        #expect(response.status == .seeOther)
        #expect(response.fields[.location] == "/webex/authdone")
    }

    @Test func `the last page says who allowed what until when`() async {
        _ = await bot.authorize()
        let page = await bot.get("/webex/authdone").text
        for part in [
            "Ada &lt;Lovelace&gt;", "ada@example.com", "spark:people_read", "example:unknown", "2027-04-15 08:00 UTC",
        ] {
            #expect(page.contains(part))
        }
    }

    @Test func `after ten minutes the last page names nobody`() async {
        _ = await bot.authorize()
        bot.change { $0.now += 600 }
        let page = await bot.get("/webex/authdone").text
        #expect(page.contains("The bot is authorized"))
        for name in ["Ada", "ada@example.com"] { #expect(!page.contains(name)) }
    }

    @Test func `without an authorization the last page invites to one`() async {
        let page = await bot.get("/webex/authdone").text
        #expect(page.contains("The bot is not authorized"))
        #expect(page.contains("href=\"/webex/authorize\""))
    }

    @Test func `what Webex says is shown as text, whatever it holds`() async {
        let response = await bot.get(
            "/webex/redirect", [("error", "<b>x</b>"), ("error_description", "<script>alert(1)</script>")])
        #expect(response.status == .badRequest)
        #expect(response.text.contains("&lt;b&gt;x&lt;/b&gt;"))
        #expect(response.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!response.text.contains("<script"))
    }

    @Test(arguments: [
        ("access_denied", "Webex administrator"), ("invalid_scope", "full administrator"),
        ("server_error", "in a few minutes"), ("unauthorized_client", "people who run the bot"),
    ])
    func `an error of Webex comes with what to do about it`(error: String, advice: String) async {
        let page = await bot.get("/webex/redirect", [("error", error)]).text
        #expect(page.contains(advice))
    }

    @Test(
        arguments: [
            [], [("code", "code-1")], [("state", "guessed")], [("code", "code-1"), ("state", "guessed")],
        ] as [[(String, String)]])
    func `an answer to nothing that began here is refused`(query: [(String, String)]) async {
        let response = await bot.get("/webex/redirect", query.map { (name: $0.0, value: $0.1) })
        #expect(response.status == .badRequest)
        #expect(response.text.contains("This authorization is not open"))
        #expect(await bot.tokens.status == .missing)
    }

    @Test func `an answer counts once`() async {
        let state = await bot.state()
        let query = [(name: "code", value: "code-1"), (name: "state", value: state)]
        #expect(await bot.get("/webex/redirect", query).status == .seeOther)
        #expect(await bot.get("/webex/redirect", query).status == .badRequest)
    }

    @Test func `looking at the address with HEAD does not use the answer up`() async {
        let query = [(name: "code", value: "code-1"), (name: "state", value: await bot.state())]
        var look = ServerRequest.get("/webex/redirect", query)
        look.method = .head
        #expect(await bot.routes.respond(to: look).status == .ok)
        #expect(await bot.get("/webex/redirect", query).status == .seeOther)
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
        (.rejected(status: 401), .badGateway, "did not finish"),
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
