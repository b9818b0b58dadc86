import Endpoints
import HTTPTypes
import Testing
import WebConnections

@Suite struct RouterTests {
    private let router: Router

    init() {
        var router = Router()
        router.on(.get, "/page") { _ in ServerResponse(.ok, fields: [.contentType: "text/plain"], body: [1]) }
        router.on(.post, "/hook") { _ in ServerResponse(.noContent) }
        self.router = router
    }

    @Test func `a handler answers its path and method`() async {
        #expect(await router.respond(to: .get("/page")).body == [1])
        #expect(await router.respond(to: .make(.post, "/hook")).status == .noContent)
    }

    @Test(arguments: ["/", "/page/", "/Page", "/page/x", "", "/../page"])
    func `any other path is not found`(path: String) async {
        #expect(await router.respond(to: .get(path)).status == .notFound)
    }

    @Test func `HEAD is answered as GET without the body`() async {
        let response = await router.respond(to: .make(.head, "/page"))
        #expect(response.status == .ok)
        #expect(response.fields[.contentType] == "text/plain")
        #expect(response.body.isEmpty)
    }

    @Test(arguments: [
        (HTTPRequest.Method.post, "/page", "GET, HEAD"), (.delete, "/page", "GET, HEAD"), (.get, "/hook", "POST"),
        (.head, "/hook", "POST"),
    ])
    func `a wrong method is told which ones are right`(
        method: HTTPRequest.Method, path: String, allowed: String
    ) async {
        let response = await router.respond(to: .make(method, path))
        #expect(response.status == .methodNotAllowed)
        #expect(response.fields[.allow] == allowed)
    }
}
