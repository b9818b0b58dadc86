import ArgumentParser
import FoundationEssentials
import Service

/// What the bot decided, for those who must answer for it.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Shows the audit log, and whether it is as it was written.",
        subcommands: [AuditVerifyCommand.self, AuditShowCommand.self])

    /// Which log is meant, and the keys to it.
    struct Source: ParsableArguments {
        @Argument(help: "The log, or the file of one day; without any, the log of the service set up here.")
        var files: [String] = []

        @Option(name: .shortAndLong, help: "The settings file that names the log; wins over CFG_FILE_PATH.")
        var config: String?

        func access() throws -> AuditAccess {
            try AuditAccess(
                environment: ProcessInfo.processInfo.environment, configurationFile: config,
                readFile: SecretFile.read)
        }
    }
}
