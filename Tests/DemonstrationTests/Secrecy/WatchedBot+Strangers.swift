import Demonstration
import Diagnosis
import HTTPTransport
import HTTPTypes
import Recordings
import Sandbox
import Service
import TemporaryFolders
import TestSupport
import WebConnections

/// What browsers, forgers and operators do.
extension WatchedBot {
    private var address: String { bench.demo.steward.publicURL }

    /// Every page, and every way in which an authorization can end.
    func browse() async throws {
        for path in ["/", "/style.css", "/livez", "/readyz", "/webex/authdone", "/webex/redirect", "/webhook"] {
            try await open(address + path)
        }
        try await open(
            "\(address)/\(Marker.path.rawValue)?q=\(Marker.query.rawValue)", cookie: "a=\(Marker.query.rawValue)")
        try await open("\(address)/?q=\(Marker.query.rawValue)", .post)
        let markup = "%3Cscript%3Ealert(7)%3C%2Fscript%3E"
        for query in ["error=\(markup)&error_description=\(markup)", "code=\(Marker.foreignCode.rawValue)", "x=1"] {
            for state in ["", "&state=\(Marker.foreignState.rawValue)"] {
                try await open("\(address)/webex/redirect?\(query)\(state)", cookie: Marker.query.rawValue)
            }
        }
        try await authorize { try $0.decline($1) }
        try await authorize { try $0.approve($1, as: "alice@example.com") }
        try await authorize { sandbox, url in
            let back = try sandbox.approve(url, as: "clara@example.com")
            return back.replacing("code=", with: "code=\(Marker.foreignCode.rawValue)")
        }
        try await authorize { sandbox, url in
            let back = try sandbox.approve(url, as: "clara@example.com")
            sandbox.faults.next(
                .post, "/v1/access_token", .refusal(.badRequest) { String(decoding: $0.body, as: UTF8.self) })
            return back
        }
        try await authorize { try $0.approve($1, as: "clara@example.com") }
    }

    /// Begins in a browser, comes back twice to where `consent` leads, and looks at the page of those who are done.
    private func authorize(_ consent: (WebexSandbox, String) throws -> String) async throws {
        let beginning = try await open("\(address)/webex/authorize")
        let (url, cookie) = (beginning.fields[.location] ?? "", beginning.fields[.setCookie] ?? "")
        let kept = String(cookie.prefix { $0 != ";" })
        seek("cookie", String(kept.drop { $0 != "=" }.dropFirst()))
        seek("state", String(url.split(separator: "state=").last?.prefix { $0 != "&" } ?? ""))
        let back = try consent(bench.sandbox, url)
        for _ in 1...2 { try await open(back, cookie: kept) }
        try await open("\(address)/webex/authdone", cookie: kept)
    }

    /// Deliveries that nobody should believe.
    func forgeDeliveries() async throws {
        let body = Array(
            #"{"resource": "messages", "event": "created", "data": {"id": "\#(Marker.delivery.rawValue)"}}"#.utf8)
        for (body, secret) in [
            (body, "a guess"), (body, Marker.webhookSecret.rawValue),
            (Array(body.dropLast()), Marker.webhookSecret.rawValue),
        ] {
            var request = ClientRequest(.post, bench.webhookURL, body: body)
            request.fields = try Forger.signature(of: body, with: secret)
            request.fields[.contentType] = "application/json"
            try await send(request)
        }
        try await open("\(bench.webhookURL)?delete=\(Marker.query.rawValue)")
    }

    /// What operators look at.
    func inspect() async throws {
        let operations = "http://127.0.0.1:\(bench.demo.steward.operationsPort ?? 0)"
        for path in ["/healthz", "/metrics", "/\(Marker.path.rawValue)"] { try await open(operations + path) }
        var options = ServiceOptions(sandbox: bench.sandbox)
        options.takeMarkers()
        options.configurationFile = bench.folder("config.json")
        options.logFile = bench.folder("doctor.log")
        options.auditLogFile = bench.folder("audit.log")
        options.stateFolder = bench.folder("state")
        options.publicURL = address
        try await examine(Installation(options))
        options.proxies = ProxySettings(encrypted: "http://steward:\(Marker.proxyPassword.rawValue)@127.0.0.1:9")
        (options.apiURL, options.catalogueURL) = ("https://webex.test/v1", "https://webex.test/u2c")
        try await examine(Installation(options))
        try await examine(
            Installation(
                environment: Self.wrongVariables, configurationFile: options.configurationFile, transport: .webhook,
                readFile: { _ in Marker.clientSecret.rawValue }))
        keep(.log, "grants list", try GrantDesk(options, state: bench.folder("state"), logger: logger).list().joined())
        keep(.log, "grants rotate", "\(try GrantDesk(options, state: bench.folder("state"), logger: logger).rotate())")
    }

    /// What a start says that cannot succeed.
    func failToStart() {
        var options = ServiceOptions(sandbox: bench.sandbox)
        options.takeMarkers()
        options.configurationFile = bench.folder("config.json")
        options.auditLogFile = bench.folder("audit.log")
        options.stateFolder = bench.folder("state")
        (options.port, options.operations) = (0, nil)
        explain { _ = try Steward(options: options, logger: logger) }
        options.stateFolder = bench.folder("another")
        explain { _ = try Steward(options: options, logger: logger) }
        options.configurationFile = bench.folder("state/journal.jsonl")
        explain { _ = try Steward(options: options, logger: logger) }
        explain {
            _ = try ServiceOptions(environment: Self.wrongVariables, readFile: { _ in Marker.clientSecret.rawValue })
        }
    }

    private func explain(_ start: () throws -> Void) {
        do { try start() } catch { keep(.log, "start error", "\(error)") }
    }

    private func examine(_ installation: Installation) async throws {
        let findings = await Examination(installation, logger: logger).findings()
        keep(.log, "doctor", findings.text())
        keep(.log, "doctor --json", findings.json(version: "1"))
    }

    /// Each wrong in its own way, the secrets among them.
    private static let wrongVariables = [
        "BOT_ACCESS_TOKEN": Marker.botToken.rawValue, "BOT_ACCESS_TOKEN_FILE": "/token",
        "WEBEX_INTEGRATION_CLIENT_SECRET_FILE": "/secret",
        "STEWARD_KEY": "\(Marker.key.rawValue),\(Marker.formerKey.rawValue)",
        "WEBHOOK_SECRET": "\(Marker.webhookSecret.rawValue),,", "PORT": "seven",
        "HTTPS_PROXY": "http://steward:\(Marker.proxyPassword.rawValue)@127.0.0.1:9",
        "PUBLIC_URL": "https://steward:\(Marker.proxyPassword.rawValue)@bot.example.com",
        "WEBEX_API_URL": "ftp://steward:\(Marker.proxyPassword.rawValue)@webex.test",
    ]
}
