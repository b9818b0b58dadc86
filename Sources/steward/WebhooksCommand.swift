import ArgumentParser
import Configuration
import Files
import FoundationEssentials
import Logging
import Service
import Telemetry

/// What is registered at Webex for the bot.
struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks", abstract: "Shows, registers and removes the bot's webhooks.",
        discussion: "A bot that runs with -m webhook sees to its webhooks itself; docs/webhooks.md tells more.",
        subcommands: [List.self, Register.self, Delete.self])

    /// What all of them need to know.
    struct Place: ParsableArguments {
        @Option(name: .shortAndLong, help: "The settings file; wins over CFG_FILE_PATH.")
        var config: String?

        func desk() throws -> WebhookDesk {
            var options = try ServiceOptions(environment: ProcessInfo.processInfo.environment) { path in
                String(decoding: try Files.read(path, limit: 64 << 10), as: UTF8.self)
            }
            options.configurationFile = config ?? options.configurationFile
            let settings = try SettingsFile(at: options.configurationFile).settings
            let sink = try LogSink(standardError: .text)
            let logger = Logger(label: "steward") { LineLogHandler(label: $0, sink: sink, level: .warning) }
            return try WebhookDesk(options: options, settings: settings, logger: logger)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows every webhook of the bot.")
        @OptionGroup var place: Place

        func run() async throws {
            let entries = try await place.desk().list()
            Terminal.write(entries.isEmpty ? "The bot has no webhooks." : entries.map(\.line).joined(separator: "\n"))
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Registers the webhooks that the bot needs, and mends those that do not work.")
        @OptionGroup var place: Place

        func run() async throws {
            let changes = try await place.desk().register()
            Terminal.write(changes == 0 ? "Everything is registered already." : "Changed \(changes) webhook(s).")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes the webhooks that this deployment registered, and no others.")
        @OptionGroup var place: Place

        func run() async throws {
            let removed = try await place.desk().delete()
            Terminal.write(
                removed.isEmpty
                    ? "There is none of ours." : removed.map { "removed  \($0.line)" }.joined(separator: "\n"))
        }
    }
}
