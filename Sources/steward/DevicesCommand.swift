import ArgumentParser
import Service

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

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows our devices; with --all those of other deployments and programs, too.")
        @OptionGroup var deployment: Deployment

        @Flag(help: "Show every device of the bot's account.")
        var all = false

        func run() async throws {
            let entries = try await deployment.devices().list()
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
        @OptionGroup var deployment: Deployment

        func run() async throws {
            let removed = try await deployment.devices().prune()
            for entry in removed { Terminal.write("removed  \(entry.line)") }
            if removed.isEmpty { Terminal.write("There is nothing to remove.") }
        }
    }
}

extension Deployment {
    fileprivate func devices() throws -> DeviceDesk {
        try desk { try DeviceDesk(options: $0, settings: $1, logger: $2) }
    }
}
