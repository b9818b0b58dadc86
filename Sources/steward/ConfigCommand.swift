import ArgumentParser
import Cards
import Configuration
import Diagnosis
import FoundationEssentials
import Service

/// The settings file, for those who edit it.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks config.json before the bot reads it, and prints its schema.",
        subcommands: [Check.self, Schema.self])

    /// Names everything that is wrong.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names every mistake in a settings file, with file, line, column and key.",
            discussion: """
                Nothing is changed and nothing is asked of Webex. An unknown key is a mistake here, and only a warning \
                while the bot runs. Lines that begin with "note:" tell what the settings allow, in case that was not \
                meant. Exit code 1 when there is a mistake.
                """)

        @Argument(help: "The file; without it the one that CFG_FILE_PATH names, else config/config.json.")
        var file: String?

        @Option(name: .shortAndLong, help: "The same, as the other commands take it.")
        var config: String?

        /// The file, however it is named.
        var named: String? { file ?? config }

        func validate() throws {
            guard file == nil || config == nil else {
                throw ValidationError("two files are named: \(file ?? "") and, by --config, \(config ?? "")")
            }
        }

        func run() throws {
            let environment = ProcessInfo.processInfo.environment
            let path = named ?? ServiceOptions.configurationFile(in: environment)
            let check = SettingsCheck(at: path)
            let cards = CardCheck(folder: CardFolder.path(named: environment["CARDS_PATH"], beside: path))
            for problem in check.problems { Terminal.write("\(problem)") }
            for note in check.notes { Terminal.write("note: \(note.text)\n      if not meant: \(note.advice)") }
            if let language = check.settings?.language, let doubt = cards.library?.doubt(about: language) {
                let advice = FindingCode.languageUnknown.advice ?? ""
                Terminal.write("note: \(doubt)\n      if not meant: \(advice)")
            }
            Terminal.write("\(path): \(check.summary)")
            if !check.problems.isEmpty { throw ExitCode.failure }
        }
    }

    /// Prints what editors complete the file with.
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the JSON schema of config.json, for editors.",
            discussion: """
                config/config.schema.json is this output: steward config schema > config/config.schema.json
                """)

        func run() { Terminal.write(SettingsSchema.text, terminator: "") }
    }
}
