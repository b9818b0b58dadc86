import ArgumentParser
import Configuration
import FoundationEssentials
import Logging
import Service
import Telemetry

/// The deployment that a command is about: what its environment and its settings file say.
struct Deployment: ParsableArguments {
    @Option(name: .shortAndLong, help: "The settings file; wins over CFG_FILE_PATH.")
    var config: String?

    /// What the environment says, and which settings file is meant.
    func options() throws -> ServiceOptions {
        var options = try ServiceOptions(
            environment: ProcessInfo.processInfo.environment, readFile: SecretFile.read)
        options.configurationFile = config ?? options.configurationFile
        return options
    }

    /// What the settings file of these options says.
    func settings(for options: ServiceOptions) throws -> Settings {
        try SettingsFile(at: options.configurationFile).settings
    }

    /// Builds what works beside the service from all that is known of that.
    func desk<Desk>(_ build: (ServiceOptions, Settings, Logger) throws -> Desk) throws -> Desk {
        let options = try options()
        let sink = try LogSink(standardError: .text)
        let logger = Logger(label: "steward") { LineLogHandler(label: $0, sink: sink, level: .warning) }
        return try build(options, try settings(for: options), logger)
    }
}
