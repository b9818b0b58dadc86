import ArgumentParser
import Cryptography
import Demonstration
import Files
import FoundationEssentials
import Logging
import Sandbox
import Service
import Telemetry

/// The bot and a sandbox in one process, with a chat to write to it.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Tries the bot in this terminal, without a Webex account.",
        discussion: """
            An invented company with meetings and recordings lives inside the program. You are its people: write to the \
            bot, fill in its form, forward a recording. The links it gives are real and download a small file.
            """)

    @OptionGroup var company: CompanyFile
    @OptionGroup var input: ChatInput

    @Option(name: .shortAndLong, help: "The bot's settings; a file of its own is made when none is given.")
    var config: String?

    func run() async throws {
        let folder = "\(FileManager.default.temporaryDirectory.path)/steward-\(Hexadecimal.encode(try Random.bytes(4)))"
        try Files.createFolder(folder)
        let (company, origin) = try company.load()
        guard let officer = company.people.first(where: { $0.roles.contains(.complianceOfficer) }) else {
            throw Refusal("nobody in \(origin) is a compliance officer, so nobody can authorize the bot")
        }
        let sink = LogSink([LogSink.Output(try LineWriter(appendingTo: "\(folder)/debug.log"), .json)])
        let logger = Logger(label: "steward") { LineLogHandler(label: $0, sink: sink, level: .debug) }
        let demo = try Demo(
            company: company, officer: officer.email, settingsFile: try settings(in: folder), folder: folder,
            logger: logger)
        if let about = company.about { Terminal.write(about) }
        Terminal.write("Starting the bot and a Webex of its own …")
        try await demo.run { [input] in
            Terminal.write(
                """
                Authorized by \(officer.name). The bot's own page: \(demo.steward.publicURL)/
                Settings, audit log and log of this demo: \(folder)

                """)
            try await input.chat(in: demo.sandbox)
        }
        Terminal.write("The audit log has a line for every decision: \(folder)/audit.log")
    }

    /// In the demo everybody of the company may ask, and whoever may not is told so.
    private func settings(in folder: String) throws -> String {
        if let config { return config }
        let path = "\(folder)/config.json"
        let text = """
            {
                "approved_users": [],
                "approved_domains": ["example.com"],
                "respond_only_to_host": false,
                "protect_pmr": true,
                "refuse_politely": true,
                "language": "en-US"
            }

            """
        try Files.replace(path, with: Array(text.utf8))
        return path
    }
}
