package import Configuration
package import Demonstration
import Files
import FoundationEssentials
package import JSONTree
package import Logging
package import Sandbox
package import Service
package import TemporaryFolders

/// A whole bot against a sandbox of its own, authorized, on free ports and in a folder of its own.
package struct Bench: Sendable {
    package let demo: Demo
    package let folder: TemporaryFolder

    /// Where the bot takes deliveries, without anything in front of it.
    package var webhookURL: String { "http://127.0.0.1:\(demo.steward.port)/webhook" }

    /// The Webex that people write in.
    package var sandbox: WebexSandbox { demo.sandbox }

    /// Runs `use` against a running bot, and stops it afterwards.
    ///
    /// - Parameters:
    ///   - settings: The bot's `config.json`; everybody at example.com may ask unless it says otherwise.
    ///   - company: The seed of the sandbox; nothing takes the one that the demo shows.
    ///   - transport: How events reach the bot; deliveries come through a gateway.
    ///   - configuration: How the sandbox behaves.
    ///   - time: What the bot and the sandbox go by.
    ///   - logger: Gets the log of both.
    ///   - change: Changes the options before the bot is built.
    ///   - reloaded: Told of every change of the settings' file.
    ///   - before: Runs before anything else does.
    ///   - limit: How long all of it may take.
    ///   - use: Gets the running bench.
    /// - Throws: What `use` throws, and ``DeadlinePassed``.
    package static func run(
        settings: String = #"{"approved_domains": ["example.com"]}"#, company: String? = nil,
        transport: ServiceOptions.Transport = .websocket, configuration: WebexSandbox.Configuration = .init(),
        time: ServiceTime = ServiceTime(), logger: Logger = .silent,
        change: (inout ServiceOptions) -> Void = { _ in },
        reloaded: @escaping @Sendable (ReloadOutcome) -> Void = { _ in },
        before: (WebexSandbox) -> Void = { _ in }, limit: Duration = .seconds(30),
        _ use: @escaping @Sendable (Bench) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        try folder.write(settings, to: "config.json")
        let bytes =
            try company.map { Array($0.utf8) } ?? Files.read(Repository.file("config/sandbox.json"), limit: 1 << 20)
        let gateway = transport == .webhook ? try Gateway() : nil
        let demo = try Demo(
            company: try Company(parsing: bytes, now: time.now()), officer: "clara@example.com",
            settingsFile: folder("config.json"), folder: folder.path, configuration: configuration,
            time: time,
            change: { options in
                options.transport = transport
                options.publicURL = gateway?.url
                change(&options)
            }, settingsReloaded: reloaded, logger: logger)
        let bench = Bench(demo: demo, folder: folder)
        gateway?.lead(to: demo.steward.port)
        before(demo.sandbox)
        try await withDeadline(limit) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await gateway?.run() }
                defer { group.cancelAll() }
                try await demo.run { try await use(bench) }
            }
        }
    }

    /// What the bot answers to `action`, which `email` does.
    package func answer(
        to email: String, _ action: (WebexSandbox) throws -> Void
    ) async throws -> BotMessage {
        let replies = try sandbox.replies(for: email)
        try action(sandbox)
        // On a slow machine it takes a moment, which is announced in a message that goes away.
        for await reply in replies where reply.markdown?.hasPrefix("I am looking") != true { return reply }
        throw DeadlinePassed()
    }

    /// What the bot answers to a message.
    package func answer(to text: String, from email: String = "alice@example.com") async throws -> BotMessage {
        try await answer(to: email) { _ = try $0.say(text, as: email) }
    }

    /// The lines of the audit log so far.
    package func auditLines() throws -> [JSONValue] {
        try folder.lines(of: "audit.log").map { try JSONValue(parsing: Array($0.utf8)) }
    }
}

extension Logger {
    /// Tells nobody anything.
    package static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// The files of the project, from wherever the tests run.
package enum Repository {
    /// The path of a file in the project.
    package static func file(_ path: String) -> String {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/") + "/" + path
    }
}
