import ArgumentParser
import Configuration
import Logging
import Service
import Telemetry
import UnixSignals

/// The service itself.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Connects to Webex and answers, until it is told to stop.",
        discussion: """
            Secrets come from environment variables or files only; docs/settings.md lists them all. SIGHUP has settings, \
            cards and certificate read again, which also happens by itself when they change; SIGTERM stops the bot once \
            open requests are answered.
            """)

    @Option(name: .shortAndLong, help: "How events reach the bot; webhook needs PUBLIC_URL.")
    var mode = ServiceOptions.Transport.websocket

    @OptionGroup var deployment: Deployment

    @Option(name: .shortAndLong, help: "The language to answer in, such as cs-CZ; wins over the settings file.")
    var language: String?

    @Flag(
        name: .customShort("v"),
        help: "What to log: -v warnings, -vv and without it information, -vvv details. Wins over LOG_LEVEL.")
    var verbosity: Int

    func run() async throws {
        // First of all: from here on the signal asks for something and ends nothing.
        let hangUps = await UnixSignalsSequence(trapping: .sighup)
        var options = try deployment.options()
        options.language = language
        options.transport = mode
        let locations = Locations(options, try deployment.settings(for: options))
        try locations.prepare()
        // Before the log is opened, which may put its file aside: that may be the file of the service that has the folder.
        let state = try StateFolder(locations.state)
        let file = LogFile(locations.log)
        let sink = try LogSink(standardError: .text, file: file)
        let level = givenLevel ?? options.logLevel ?? .info
        let logger = Logger(label: "steward") { LineLogHandler(label: $0, sink: sink, level: level) }
        if let problem = file.problem {
            logger.error("there is no log file, only these lines", metadata: ["error": "\(problem)"])
        }
        do {
            let steward = try Steward(
                options: options, in: state, lostLogLines: { sink.lostLines }, logger: logger)
            file.keep { steward.settings.snapshot.logRetentionDays }
            let stops = await UnixSignalsSequence(trapping: .sigterm, .sigint)
            try await steward.run(stoppingOn: stops, reloadingOn: hangUps)
        } catch let error as StartError {
            // Whoever looks for the reason later has only the log.
            logger.critical("\(error)")
            throw ExitCode.failure
        }
    }

    /// What the command line says, if it says anything.
    private var givenLevel: Logger.Level? {
        switch verbosity {
        case 1: .warning
        case 2: .info
        case 3...: .debug
        default: nil
        }
    }
}

extension ServiceOptions.Transport: ExpressibleByArgument {}
