import ArgumentParser
import Diagnosis
import FoundationEssentials
import Logging
import Service
import Telemetry

/// Tells what is missing and what to do about it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at everything that the bot needs, and says what to do where it is missing.",
        discussion: """
            It changes nothing, shows no secret, and may run beside the bot. It needs the environment of the bot. Each \
            finding is ok, a note or a problem; "->" tells what to do. Exit code 1 when there is a problem. \
            docs/operations.md lists everything that can be found.
            """)

    @Option(name: .shortAndLong, help: "The settings file; wins over CFG_FILE_PATH.")
    var config: String?

    @Option(name: .shortAndLong, help: "How the bot is run: websocket or webhook.")
    var mode = ServiceOptions.Transport.websocket

    @Flag(help: "Write JSON for programs, with codes that stay the same from version to version.")
    var json = false

    func run() async throws {
        let findings = await Self.examine(
            Installation(
                environment: ProcessInfo.processInfo.environment, configurationFile: config, transport: mode,
                readFile: SecretFile.read))
        Terminal.write(
            json
                ? findings.json(version: ProgramVersion.current, libraries: ProgramVersion.libraries)
                : "\(ProgramVersion.line)\n\n\(findings.text())", terminator: "")
        if findings.hasProblems { throw ExitCode.failure }
    }

    /// What there is to say; the log would only say it twice.
    static func examine(_ installation: Installation) async -> Findings {
        let logger = Logger(label: "steward") { _ in SwiftLogNoOpLogHandler() }
        return await Examination(installation, logger: logger).findings()
    }
}
