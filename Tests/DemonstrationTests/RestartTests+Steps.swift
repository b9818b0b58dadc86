import Demonstration
import FoundationEssentials
import HTTPTypes
import Sandbox
import TemporaryFolders
import TestSupport
import WebConnections

// A bot in a process of its own, which can be killed.
extension RestartTests {
    /// Runs `use` beside a Webex, with a folder for what the bot leaves behind.
    static func withSandbox(
        company: String? = nil,
        _ use: @escaping @Sendable (WebexSandbox, TemporaryFolder) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            #"{"approved_domains": ["example.com"], "token_storage_path": "\#(folder.path)/state"}"#,
            to: "config.json")
        let seed =
            try company
            ?? String(
                contentsOf: URL(filePath: Repository.file("config/sandbox.json")), encoding: .utf8)
        let sandbox = try WebexSandbox(company: try Company(parsing: Array(seed.utf8), now: Date()), logger: .silent)
        try await withDeadline(.seconds(60)) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sandbox.run() }
                defer { group.cancelAll() }
                try await use(sandbox, folder)
            }
        }
    }

    /// Starts the bot and waits until events reach it.
    static func start(
        _ sandbox: WebexSandbox, _ folder: TemporaryFolder, port: Int? = nil
    ) async throws -> ChildProcess {
        let process = try launch(sandbox, folder, "websocket", port: port)
        await sandbox.socketOpened()
        return process
    }

    static func launch(
        _ sandbox: WebexSandbox, _ folder: TemporaryFolder, _ transport: String, port: Int? = nil
    ) throws -> ChildProcess {
        let port = try port ?? freePort()
        return try ChildProcess(
            ["run", "-m", transport, "-c", folder("config.json")],
            environment: [
                "PUBLIC_URL": "http://127.0.0.1:\(port)", "PORT": "\(port)",
                "BOT_ACCESS_TOKEN": sandbox.botToken, "WEBEX_INTEGRATION_CLIENT_ID": sandbox.clientID,
                "WEBEX_INTEGRATION_CLIENT_SECRET": sandbox.clientSecret, "WEBEX_API_URL": sandbox.apiURL,
                "WEBEX_AUTHORIZE_URL": sandbox.authorizeURL, "WEBEX_U2C_URL": sandbox.u2cURL,
                "WEBEX_WDM_URL": sandbox.wdmURL, "OPERATIONS_ADDRESS": "127.0.0.1:0",
                "LOG_FILE": folder("debug.log"), "AUDIT_LOG_FILE": folder("audit.log"),
            ])
    }

    /// Free again when it is known, and an address to deliver to.
    static func freePort() throws -> Int {
        try WebServer(configuration: .init(), logger: .silent) { _ in ServerResponse(.notFound) }.port
    }

    /// Has Alice write, and returns when the fault happens to the call.
    static func ask(
        _ sandbox: WebexSandbox, during method: HTTPRequest.Method, _ path: String, _ fault: Faults.Fault,
        _ text: String = "help"
    ) async throws {
        // For every try, or the next one would succeed before the kill.
        sandbox.faults.next(method, path, times: .max, fault)
        try sandbox.say(text, as: alice)
        await sandbox.faults.struck()
        sandbox.faults.clear()
    }

    static func answer(_ sandbox: WebexSandbox) async throws -> BotMessage {
        try await sandbox.reply(to: alice) { try $0.say("help", as: alice) }
    }

    static func wait(_ sandbox: WebexSandbox, until isThere: ([BotMessage]) -> Bool) async throws {
        let replies = try sandbox.replies(for: alice)
        if isThere(sandbox.written(to: alice)) { return }
        for await _ in replies where isThere(sandbox.written(to: alice)) { return }
        throw DeadlinePassed()
    }
}
