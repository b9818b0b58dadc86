import ArgumentParser
import Service

/// The grant that recordings are read with: whose it is, and letting go of it.
struct GrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grants", abstract: "Shows whose grant the bot reads with, releases it, or takes it back.",
        discussion: "It needs the environment of the service. A running service goes by a change at once.",
        subcommands: [List.self, Release.self, Revoke.self, Rotate.self])

    /// Shows states and ends, never tokens.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows who gave the grant and until when it lasts.")

        @OptionGroup var deployment: Deployment

        func run() async throws {
            for line in try deployment.grants().list() { Terminal.write(line) }
        }
    }

    /// For when somebody else is to authorize the bot.
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets the next compliance officer give the grant; the present one is used until then.")

        @OptionGroup var deployment: Deployment

        func run() async throws {
            try deployment.grants().release()
            Terminal.write("The grant is released: the next who is fit may authorize the bot.")
        }
    }

    /// For when the bot is to read nothing any more.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Has Webex take the grant back, and forgets it.",
            discussion: "Where Webex does not take it back the grant is kept, to try again, and the exit code is 1.")

        @OptionGroup var deployment: Deployment

        @Flag(help: "Forget the grant although Webex does not take it back.")
        var force = false

        func run() async throws {
            let isTakenBack = try await deployment.grants().revoke(isForced: force) != nil
            Terminal.write(
                isTakenBack
                    ? "Webex has taken the grant back, and it is forgotten here."
                    : """
                    The grant is forgotten here. Webex did not take it back: its holder removes the integration from the \
                    connected apps of their account.
                    """)
        }
    }

    /// For when a key may be known to somebody.
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seals everything anew with the first key, so that the others can go.",
            discussion: """
                Put the new key in front, STEWARD_KEY=new,old, start the service with that, rotate, and take the old key \
                off. Without STEWARD_KEY the key file gets a new key.
                """)

        @OptionGroup var deployment: Deployment

        func run() async throws {
            let (entries, keyFile) = try deployment.grants().rotate()
            let count = entries == 1 ? "1 file is" : "\(entries) files are"
            Terminal.write(
                keyFile.map { "\(count) sealed with a new key now, which is in \($0)." }
                    ?? "\(count) sealed with the first key of STEWARD_KEY now; the others can go.")
        }
    }
}

extension Deployment {
    fileprivate func grants() throws -> GrantDesk {
        try desk { try GrantDesk($0, state: Locations($0, $1).state, logger: $2) }
    }
}
