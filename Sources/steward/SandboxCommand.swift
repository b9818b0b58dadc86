import ArgumentParser
import Cryptography
import Files
import FoundationEssentials
import Logging
import Sandbox
import ServiceLifecycle
import Telemetry
import WebConnections

/// The sandbox alone, for a bot in another process.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Runs the sandbox alone: a Webex for a bot in another process.",
        discussion: """
            It listens on this machine only, and its tokens work nowhere else. What a bot needs to know is printed as \
            environment variables.
            """)

    @OptionGroup var company: CompanyFile
    @OptionGroup var input: ChatInput

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 8080

    @Option(help: "Serve over TLS with a certificate that is made in this folder.")
    var tls: String?

    @Option(help: "How many milliseconds every call takes at least, as calls over a network do.")
    var latency = 0

    func validate() throws {
        guard latency >= 0 else { throw ValidationError("--latency: cannot be negative") }
    }

    func run() async throws {
        let sink = try LogSink(standardError: .text)
        let logger = Logger(label: "sandbox") { LineLogHandler(label: $0, sink: sink, level: .warning) }
        var configuration = WebexSandbox.Configuration()
        configuration.port = port
        configuration.tls = try tls.map(Self.pair)
        let company = try company.load().company
        let sandbox = try WebexSandbox(company: company, configuration: configuration, logger: logger)
        if latency > 0 { sandbox.pace = .latency(.milliseconds(latency)) }
        // A comment, because the output can be fed to a shell.
        if let about = company.about { Terminal.write("# \(about)") }
        Terminal.write(Self.environment(of: sandbox, certificate: configuration.tls?.certificate))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sandbox.run() }
            group.addTask {
                await sandbox.botListens()
                Terminal.write("A bot has connected.\n")
                try await input.chat(in: sandbox)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private static func pair(in folder: String) throws -> TLSFiles {
        let files = TLSFiles(certificate: "\(folder)/sandbox-certificate.pem", key: "\(folder)/sandbox-key.pem")
        if !Files.isFolder(folder) { try Files.createFolder(folder) }
        let pair = try SelfSignedPair(hosts: ["localhost", "127.0.0.1"], days: 30)
        try Files.replace(files.key, with: Array(pair.key.utf8))
        try Files.replace(files.certificate, with: Array(pair.certificate.utf8), permissions: 0o644)
        return files
    }

    private static func environment(of sandbox: WebexSandbox, certificate: String?) -> String {
        let variables = [
            ("BOT_ACCESS_TOKEN", sandbox.botToken), ("WEBEX_INTEGRATION_CLIENT_ID", sandbox.clientID),
            ("WEBEX_INTEGRATION_CLIENT_SECRET", sandbox.clientSecret), ("WEBEX_API_URL", sandbox.apiURL),
            ("WEBEX_AUTHORIZE_URL", sandbox.authorizeURL), ("WEBEX_U2C_URL", sandbox.u2cURL),
            ("WEBEX_WDM_URL", sandbox.wdmURL),
        ]
        // The second name is for programs in Python.
        let trust = certificate.map { path in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"].map { ($0, path) } } ?? []
        let lines = (variables + trust).map { "export \($0.0)='\($0.1)'" }
        return """
            # What a bot needs to know, to be pasted where it is started with: steward run
            \(lines.joined(separator: "\n"))
            # Then open the bot's /webex/authorize in a browser. The chat begins here when the bot has connected.

            """
    }
}
