import Demonstration
import FoundationEssentials
import Glibc
import HTTPTransport
import HTTPTypes
import Sandbox
import TemporaryFolders
import TestSupport
import WebConnections

/// The program itself in a process of its own, which is stopped, killed and started again.
actor Bot {
    /// How events reach it.
    enum Transport: String, CaseIterable { case websocket, webhook }

    private let sandbox: WebexSandbox
    private let folder: TemporaryFolder
    private let port: Int
    private let http: HTTPClient
    private var process: ChildProcess?
    private(set) var transport = Transport.websocket

    init(_ sandbox: WebexSandbox, in folder: TemporaryFolder) throws {
        self.sandbox = sandbox
        self.folder = folder
        port = try Self.freePort()
        http = try HTTPClient()
        try folder.write(
            """
            {"approved_domains": ["example.com"], "requests_per_minute": 0,
             "token_storage_path": "\(folder.path)/state"}
            """, to: "config.json")
    }

    private var url: String { "http://127.0.0.1:\(port)" }

    /// Starts it, and returns when events reach it.
    func start(_ transport: Transport) async throws {
        self.transport = transport
        process = try ChildProcess(
            ["run", "-m", transport.rawValue, "-c", folder("config.json")],
            environment: [
                "BOT_ACCESS_TOKEN": sandbox.botToken, "WEBEX_INTEGRATION_CLIENT_ID": sandbox.clientID,
                "WEBEX_INTEGRATION_CLIENT_SECRET": sandbox.clientSecret, "WEBEX_API_URL": sandbox.apiURL,
                "WEBEX_AUTHORIZE_URL": sandbox.authorizeURL, "WEBEX_U2C_URL": sandbox.u2cURL,
                "WEBEX_WDM_URL": sandbox.wdmURL, "PORT": "\(port)", "PUBLIC_URL": url, "OPERATIONS_ADDRESS": "off",
                "LOG_FILE": folder("debug.log"), "LOG_LEVEL": "info", "AUDIT_LOG_FILE": folder("audit.log"),
            ])
        try await withDeadline(.seconds(120)) { [http, url] in
            while (try? await http.send(ClientRequest(.get, "\(url)/readyz"), deadline: .seconds(5)))?.status != .ok {
                try await ContinuousClock().sleep(for: .milliseconds(20))
            }
        }
    }

    /// Has the compliance officer authorize it.
    func authorize() async throws {
        let answer = try await sandbox.authorizeBot(at: url, as: SoakCompany.officer)
        guard answer.status == .seeOther else { throw NotAuthorized() }
    }

    /// Ends it, and returns when it is gone; with `SIGTERM` it ends by itself.
    ///
    /// - Returns: Its exit code; nothing when the signal ended it.
    @discardableResult
    func end(_ signal: Int32) async throws -> Int32? {
        guard let process else { return nil }
        process.send(signal)
        return try await withDeadline(.seconds(20)) { try await process.ended() }
    }

    /// What it takes of the machine's memory, in KiB.
    var residentMemory: Int {
        get throws {
            guard let process else { return 0 }
            let status = try String(contentsOf: URL(filePath: "/proc/\(process.id)/status"), encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
    }

    private struct NotAuthorized: Error {}

    private static func freePort() throws -> Int {
        let probe = try WebServer(configuration: .init(), logger: .silent) { _ in ServerResponse(.ok) }
        return probe.port
    }
}
