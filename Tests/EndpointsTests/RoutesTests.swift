import Endpoints
import HTTPTypes
import Testing
import WebConnections
import WebexAPI

@Suite struct RoutesTests {
    private let bot: Bot

    init() throws { bot = try Bot() }

    @Test func `livez says that the process lives, whatever the rest does`() async {
        bot.change { $0.state = ServiceState(isTransportUp: false, isDraining: true) }
        #expect(await bot.get("/livez").status == .ok)
    }

    @Test(arguments: [
        (ServiceState(isTransportUp: true), HTTPResponse.Status.ok, "ready\n"),
        (ServiceState(isTransportUp: false), .serviceUnavailable, "the connection to Webex is not up\n"),
        (ServiceState(isTransportUp: true, isDraining: true), .serviceUnavailable, "the bot is stopping\n"),
    ])
    func `readyz gives the reason until the service is ready`(
        state: ServiceState, status: HTTPResponse.Status, text: String
    ) async {
        bot.change { $0.state = state }
        let response = await bot.get("/readyz")
        #expect(response.status == status)
        #expect(response.text == text)
    }

    @Test func `a missing grant does not take the service away`() async {
        #expect(await bot.get("/readyz").status == .ok)
    }

    @Test func `the status page invites to authorize and says what that allows`() async {
        let page = await bot.get("/").text
        #expect(page.contains("missing"))
        #expect(page.contains("href=\"/webex/authorize\""))
        #expect(page.contains("spark-compliance:meetings_read"))
    }

    @Test func `the status page of an authorized bot names nobody`() async {
        #expect(await bot.authorize().status == .seeOther)
        let page = await bot.get("/").text
        #expect(page.contains("given"))
        #expect(page.contains("connected"))
        for name in ["Ada", "ada@example.com"] { #expect(!page.contains(name)) }
    }

    @Test func `the status page says what is in the way`() async {
        bot.change { $0.state.isTransportUp = false }
        #expect(await bot.get("/").text.contains("the connection to Webex is not up"))
    }

    @Test(arguments: ["/", "/webex/authdone", "/webex/redirect", "/nowhere"])
    func `pages run nothing, stand in no frame and are kept by nobody`(path: String) async {
        let fields = await bot.get(path).fields
        let policy = fields[.contentSecurityPolicy] ?? ""
        for part in ["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"] {
            #expect(policy.contains(part))
        }
        #expect(fields[.contentType] == "text/html; charset=utf-8")
        #expect(fields[.cacheControl] == "no-store")
        #expect(fields[.xContentTypeOptions] == "nosniff")
        #expect(HTTPField.Name("Referrer-Policy").flatMap { fields[$0] } == "no-referrer")
    }

    @Test func `the stylesheet of the pages is there`() async {
        let response = await bot.get("/style.css")
        #expect(response.fields[.contentType] == "text/css; charset=utf-8")
        #expect(!response.body.isEmpty)
    }

    @Test(arguments: ["/webhook", "/metrics", "/webex", "/webex/authorize/"])
    func `nothing else is there`(path: String) async {
        #expect(await bot.get(path).status == .notFound)
    }

    @Test(arguments: ["/", "/webex/authorize", "/webex/redirect", "/webex/authdone", "/livez", "/readyz"])
    func `nothing takes a POST`(path: String) async {
        let response = await bot.routes.respond(to: .make(.post, path))
        #expect(response.status == .methodNotAllowed)
        #expect(response.fields[.allow] == "GET, HEAD")
    }
}
