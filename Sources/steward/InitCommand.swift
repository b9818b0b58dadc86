import ArgumentParser
import Diagnosis
import Files
import FoundationEssentials
import Grants
import Recordings
import Service
import Setup

/// From nothing to a bot that can be started.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Asks for what the bot needs, writes its two files, and looks whether all is well.",
        discussion: """
            It writes config.json, which admins may read and change, and a file of environment variables with the secrets, \
            which only its owner may read. Nothing that is there is replaced unless you say so, and nothing is written \
            before the last question.

            What is given here, or set in the environment, is not asked for. Secrets are never arguments: they are typed \
            without being shown, or come from a file; "-" reads the next line of standard input. When nobody sits at a \
            terminal nothing is asked at all:

              steward init --bot-token-file bot.txt --client-id C1 --client-secret-file secret.txt --domain example.com
            """)

    @OptionGroup var given: GivenAnswers

    @Option(name: .shortAndLong, help: "The settings file to write; wins over CFG_FILE_PATH.")
    var config: String?

    @Option(help: "The file of environment variables to write.")
    var envFile = ".env"

    @Flag(help: "Replace files that are there already; a STEWARD_KEY in the environment file is kept.")
    var force = false

    @Flag(help: "Do not look whether all is well at the end.")
    var skipDoctor = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let files = SetupFiles(
            configuration: config ?? ServiceOptions.configurationFile(in: environment), environment: envFile)
        let answers: SetupAnswers
        do { answers = try complete(files, environment) } catch is Interview.BrokenOff {
            throw Refusal("broken off; nothing was written")
        } catch is TerminalInput.Interrupted {
            throw Refusal("broken off; nothing was written")
        }
        let key = environment["STEWARD_KEY"].flatMap { $0.isEmpty ? nil : Secret($0) }
        let written = try files.write(answers, key: key)
        let whole = environment.merging(written) { _, new in new }
        Terminal.write(
            nextSteps(files, answers, at: ServiceOptions.read(whole, readFile: SecretFile.read).options.address))
        if !skipDoctor { try await examine(whole, files, answers) }
    }

    /// Everything that has to be known, asked for where somebody can answer.
    private func complete(_ files: SetupFiles, _ environment: [String: String]) throws -> SetupAnswers {
        let interview = Interview(with: .terminal)
        let existing = files.existing
        if !force, !existing.isEmpty {
            let names = existing.joined(separator: " and ")
            guard TerminalInput.isTerminal, !given.readsStandardInput else {
                throw Refusal("there already: \(names); --force replaces what is there")
            }
            guard try interview.agrees(to: "There already: \(names). Replace what is there?") else {
                throw Interview.BrokenOff()
            }
        }
        var answers = try given.answers(environment)
        if TerminalInput.isTerminal, !given.readsStandardInput { try interview.complete(&answers) }
        guard answers.missing.isEmpty else {
            throw Refusal("still missing:\n  \(answers.missing.joined(separator: "\n  "))")
        }
        return answers
    }

    private func nextSteps(_ files: SetupFiles, _ answers: SetupAnswers, at address: String) -> String {
        let mode = answers.transport == .webhook ? " -m webhook" : ""
        let path = files.environment.contains("/") ? files.environment : "./\(files.environment)"
        return """

            Written: \(files.configuration), and \(files.environment) with the secrets. Keep a copy of STEWARD_KEY in a \
            safe place: without it what the bot has sealed is lost.

            What to do next:
              1. Give the integration the redirect URI \(address)/webex/redirect
              2. Start the bot:  set -a; . \(ShellWord.quoted(path)); set +a; steward run\(mode)
              3. Have a compliance officer open \(address)/webex/authorize
              4. Look whether all is well:  steward doctor\(mode)

            """
    }

    /// A bot that nobody has authorized is all that can be expected here.
    private func examine(_ environment: [String: String], _ files: SetupFiles, _ answers: SetupAnswers) async throws {
        let installation = Installation(
            environment: environment, configurationFile: files.configuration,
            transport: answers.transport ?? .websocket, readFile: SecretFile.read)
        let findings = await DoctorCommand.examine(installation)
        Terminal.write(findings.text(), terminator: "")
        if findings.all.contains(where: { $0.verdict == .problem && $0.code != .grantMissing }) {
            throw ExitCode.failure
        }
    }
}

extension Interview.Person {
    /// Whoever sits in front of the program.
    fileprivate static var terminal: Self {
        Self(
            tell: { Terminal.write($0) },
            ask: { prompt in
                Terminal.write(prompt, terminator: "")
                return TerminalInput.line()
            },
            askInSecret: { prompt in
                Terminal.write(prompt, terminator: "")
                defer { Terminal.write("") }
                return try TerminalInput.secretLine()
            })
    }
}
