import ArgumentParser

/// The program: arguments and environment are read here, everything else happens in the libraries.
@main
struct StewardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steward", abstract: "A Webex bot that hands people the meeting recordings they are entitled to.",
        discussion: "Try it without a Webex account: steward demo", version: "0.1.0",
        subcommands: [RunCommand.self, DemoCommand.self, SandboxCommand.self, WebhooksCommand.self])
}
