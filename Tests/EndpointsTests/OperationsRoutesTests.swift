import Endpoints
import FoundationEssentials
import HTTPTypes
import JSONTree
import Testing
import WebConnections

@Suite struct OperationsRoutesTests {
    private static let since = Date(timeIntervalSince1970: 1_800_000_000)

    private func get(_ path: String, _ parts: [HealthReport.Part] = []) async -> ServerResponse {
        let routes = OperationsRoutes(
            health: { HealthReport(parts, version: "1.2.3", since: Self.since) }, metrics: { "up 1\n" })
        return await routes.respond(to: .get(path))
    }

    @Test func `health tells each part with a code, and until when`() async throws {
        let response = await get(
            "/healthz",
            [.init("transport", .ok, code: "connected"), .init("grant", .ok, code: "held", until: Self.since + 60)])
        #expect(response.status == .ok)
        #expect(response.fields[.contentType] == "application/json")
        #expect(response.fields[.cacheControl] == "no-store")
        #expect(
            try JSONValue(parsing: response.body) == [
                "status": "ok", "version": "1.2.3", "since": "2027-01-15T08:00:00Z",
                "parts": [
                    "transport": ["status": "ok", "code": "connected"],
                    "grant": ["status": "ok", "code": "held", "until": "2027-01-15T08:01:00Z"],
                ],
            ])
    }

    @Test(
        arguments: [
            ([.ok, .ok], 200, "ok"), ([.degraded, .ok], 200, "degraded"), ([.ok, .failing], 503, "failing"),
            ([.failing, .degraded], 503, "failing"), ([], 200, "ok"),
        ] as [([HealthReport.Status], Int, String)])
    func `the whole is as bad as its worst part, and only failing is unhealthy`(
        parts: [HealthReport.Status], status: Int, word: String
    ) async throws {
        let response = await get("/healthz", parts.enumerated().map { HealthReport.Part("p\($0)", $1, code: "c") })
        #expect(response.status.code == status)
        #expect(try JSONValue(parsing: response.body)["status"]?.string == word)
    }

    @Test func `metrics are in the format that Prometheus reads`() async {
        let response = await get("/metrics")
        #expect(response.text == "up 1\n")
        #expect(response.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    }

    @Test(arguments: ["/", "/webex/authorize", "/livez"])
    func `nothing public is answered here`(path: String) async {
        #expect(await get(path).status == .notFound)
    }
}
