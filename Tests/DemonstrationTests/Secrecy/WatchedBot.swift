import Files
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import JSONTree
import Logging
import Recordings
import Sandbox
import Service
import Synchronization
import TemporaryFolders
import Telemetry
import TestSupport

/// A bot of which everything is kept that it says to anybody but the people it answers.
final class WatchedBot: Sendable {
    let bench: Bench
    let logger: Logger
    private let reloads: Reloads
    private let http: HTTPClient
    private let collected = Mutex<(outputs: [Output], needles: Set<Needle>)>(([], []))

    /// Everything that is asked for in vain, so that the tour can look at whom it is kept from.
    static let settings = #"""
        "approved_domains": ["example.com"], "compliance_officers": ["clara@example.com"],
        "admins": ["hana@example.com"], "refuse_politely": true, "lookup_cache_seconds": 0
        """#

    private init(_ bench: Bench, reloads: Reloads, logger: Logger) throws {
        (self.bench, self.reloads, self.logger) = (bench, reloads, logger)
        http = try HTTPClient()
    }

    /// Runs `tour` against a bot that logs everything, stops the bot, and hands over what there is to search.
    static func run(
        _ transport: ServiceOptions.Transport, _ tour: @escaping @Sendable (WatchedBot) async throws -> Void
    ) async throws -> Catch {
        let logs = try TemporaryFolder()
        let sink = LogSink([
            .init(try LineWriter(appendingTo: logs("stderr.log")), .text), .init(LogFile(logs("debug.log")), .json),
        ])
        let logger = Logger(label: "steward") { LineLogHandler(label: $0, sink: sink, level: .trace) }
        let reloads = Reloads()
        var webex = WebexSandbox.Configuration()
        webex.behaviour.tellsActivities = true
        let kept = Mutex<WatchedBot?>(nil)
        try await Bench.run(
            settings: "{\(settings), \"requests_per_minute\": 0}", company: try company(), transport: transport,
            configuration: webex, logger: logger, change: { $0.takeMarkers() }, reloaded: { reloads.note($0) },
            limit: .seconds(150)
        ) { bench async throws in
            let bot = try WatchedBot(bench, reloads: reloads, logger: logger)
            kept.withLock { $0 = bot }
            try await tour(bot)
        }
        guard let bot = kept.withLock({ $0 }) else { throw DeadlinePassed() }
        return try bot.everything(logs)
    }

    /// Keeps what somebody was shown.
    func keep(_ kind: Output.Kind, _ name: String, _ text: String) {
        collected.withLock { $0.outputs.append(Output(kind, name, text)) }
    }

    /// Looks for this as well from now on.
    func seek(_ name: String, _ text: String) {
        collected.withLock { _ = $0.needles.insert(Needle(name: name, text: text)) }
    }

    /// Has the settings' file hold `text`, and waits until the bot has dealt with it.
    func configure(_ text: String) async throws {
        try bench.folder.write(text, to: "config.json")
        await reloads.next()
    }

    /// Asks for a page as a browser does, and keeps what it shows.
    @discardableResult
    func open(_ url: String, _ method: HTTPRequest.Method = .get, cookie: String? = nil) async throws -> ClientResponse
    {
        var request = ClientRequest(method, url)
        request.fields[.cookie] = cookie
        return try await send(request)
    }

    @discardableResult
    func send(_ request: ClientRequest) async throws -> ClientResponse {
        let response = try await http.send(request, deadline: .seconds(20))
        keep(.page, "page", String(decoding: response.body, as: UTF8.self))
        return response
    }

    private func everything(_ logs: TemporaryFolder) throws -> Catch {
        let (outputs, found) = collected.withLock { $0 }
        let secrets = bench.sandbox.secrets.map { Needle(name: "sandbox secret", text: $0) }
        let files =
            try Output.files(in: logs) { _ in .log }
            + Output.files(in: bench.folder) { $0.hasPrefix("state/") ? .state : .audit }
        let answers = bench.sandbox.written(to: "alice@example.com").prefix(10)
        return Catch(
            outputs: outputs + files, needles: found.union(secrets).union(Marker.allCases.map(\.needle)),
            answers: Array(answers.map { "\($0.markdown ?? "") \($0.card?.text ?? "")" }.joined(separator: "\n").utf8))
    }

    /// The company of the demo, with markers where it has secrets and titles, and a meeting that has just ended.
    private static func company() throws -> String {
        let seed = String(
            decoding: try Files.read(Repository.file("config/sandbox.json"), limit: 1 << 20), as: UTF8.self)
        let (now, start) = (Int(Date().timeIntervalSince1970), Int(Date().timeIntervalSince1970) - 3600)
        let clock = [start / 3600 % 24, start / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        let fresh = """
            "meetings": [{
              "number": "25544440000", "title": "\(Marker.title.rawValue) today", "host": "hana@example.com",
              "invitees": ["alice@example.com"], "instances": [{
                "daysAgo": \(now / 86_400 - start / 86_400), "time": "\(clock)", "minutes": 30,
                "recordings": [{ "startMinute": 0, "length": "0:20:00", "readyAfterMinutes": 120 }]
              }]
            },
            """
        return seed.replacing("\"sandbox-bot-token\"", with: "\"\(Marker.botToken.rawValue)\"")
            .replacing("\"sandbox-client-secret\"", with: "\"\(Marker.clientSecret.rawValue)\"")
            .replacing("Weekly review", with: Marker.title.rawValue)
            .replacing("All-hands: board questions", with: Marker.topic.rawValue)
            .replacing("\"meetings\": [", with: fresh)
    }
}

/// What a watched bot has left behind.
struct Catch: Sendable {
    let outputs: [Output]
    let needles: Set<Needle>
    /// What people were answered, where titles and links belong.
    let answers: [UInt8]
}

extension ServiceOptions {
    /// Has markers in the place of secrets that are not Webex's.
    mutating func takeMarkers() {
        keys = [Array(Marker.key.rawValue.utf8), Array(Marker.formerKey.rawValue.utf8)]
        webhookSecrets = [Secret(Marker.webhookSecret.rawValue)]
    }
}
