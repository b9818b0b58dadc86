import ArgumentParser
import Configuration
import FoundationEssentials
import Logging
import Service
import Telemetry

/// What receives the bot's events at Webex.
struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Shows the devices of the bot's account, and removes ours that are of no use.",
        discussion: """
            A device is what Webex calls a registration for the event socket; an account has a hundred at most. The bot \
            registers one when it starts, and sees to it by itself. It needs the environment and the state folder of the \
            bot, which may be running.
            """,
        subcommands: [List.self, Prune.self])

    /// What both of them need to know.
    struct Place: ParsableArguments {
        @Option(name: .shortAndLong, help: "The settings file; wins over CFG_FILE_PATH.")
        var config: String?

        func desk() throws -> DeviceDesk {
            var options = try ServiceOptions(
                environment: ProcessInfo.processInfo.environment, readFile: SecretFile.read)
            options.configurationFile = config ?? options.configurationFile
            let settings = try SettingsFile(at: options.configurationFile).settings
            let sink = try LogSink(standardError: .text)
            let logger = Logger(label: "steward") { LineLogHandler(label: $0, sink: sink, level: .warning) }
            return try DeviceDesk(options: options, settings: settings, logger: logger)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows our devices; with --all those of other deployments and programs, too.")
        @OptionGroup var place: Place

        @Flag(help: "Show every device of the bot's account.")
        var all = false

        func run() async throws {
            let entries = try await place.desk().list()
            let shown = entries.filter { all || [.inUse, .spare].contains($0.owner) }
            for entry in shown { Terminal.write(entry.line) }
            let hidden = entries.count - shown.count
            if hidden > 0 { Terminal.write("\(hidden) of others are not shown: --all") }
            if entries.isEmpty { Terminal.write("The bot has no devices; it registers one when it starts.") }
        }
    }

    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes devices of this deployment that are of no use.",
            discussion: """
                The one in use stays. Devices of other programs, and those of other deployments of this one, are never \
                touched: nobody can tell from here whether they are in use.
                """)
        @OptionGroup var place: Place

        func run() async throws {
            let removed = try await place.desk().prune()
            for entry in removed { Terminal.write("removed  \(entry.line)") }
            if removed.isEmpty { Terminal.write("There is nothing to remove.") }
        }
    }
}
