import ArgumentParser
import Service

/// The program: arguments and environment are read here, everything else happens in the libraries.
@main
struct StewardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steward", abstract: "A Webex bot that hands people the meeting recordings they are entitled to.",
        discussion: "Try it without a Webex account: steward demo", version: ProgramVersion.current,
        subcommands: [
            RunCommand.self, InitCommand.self, DoctorCommand.self, ConfigCommand.self, DemoCommand.self,
            SandboxCommand.self, WebhooksCommand.self, DevicesCommand.self, GrantsCommand.self, CardsCommand.self,
            AuditCommand.self, HealthCommand.self, VersionCommand.self,
        ])
}
