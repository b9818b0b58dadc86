import ArgumentParser
import Service

/// What is registered at Webex for the bot.
struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks", abstract: "Shows, registers and removes the bot's webhooks.",
        discussion: "A bot that runs with -m webhook sees to its webhooks itself; docs/webhooks.md tells more.",
        subcommands: [List.self, Register.self, Delete.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows every webhook of the bot.")
        @OptionGroup var deployment: Deployment

        func run() async throws {
            let entries = try await deployment.webhooks().list()
            Terminal.write(entries.isEmpty ? "The bot has no webhooks." : entries.map(\.line).joined(separator: "\n"))
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Registers the webhooks that the bot needs, and mends those that do not work.")
        @OptionGroup var deployment: Deployment

        func run() async throws {
            let changes = try await deployment.webhooks().register()
            Terminal.write(changes == 0 ? "Everything is registered already." : "Changed \(changes) webhook(s).")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes the webhooks that this deployment registered, and no others.")
        @OptionGroup var deployment: Deployment

        func run() async throws {
            let removed = try await deployment.webhooks().delete()
            Terminal.write(
                removed.isEmpty
                    ? "There is none of ours." : removed.map { "removed  \($0.line)" }.joined(separator: "\n"))
        }
    }
}

extension Deployment {
    fileprivate func webhooks() throws -> WebhookDesk {
        try desk { try WebhookDesk(options: $0, settings: $1, logger: $2) }
    }
}
