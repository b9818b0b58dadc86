import Files
package import Logging
import Reloading
import ServiceLifecycle

/// Keeps the settings in force equal to the settings file while the service runs.
///
/// A file is read, checked whole and then put in force at once. One that cannot be used changes nothing and is logged
/// once for each distinct content; the next good one recovers.
package final class SettingsReloader: Service {
    /// The settings in force.
    package let store: SettingsStore

    /// What the service started with: these are in use until a restart.
    private let first: Settings
    private let source: SettingsSource
    private let reloader: Reloader<SettingsSource>
    private let tick: Duration
    private let observer: @Sendable (ReloadOutcome) -> Void
    private let doubter: @Sendable (Settings) -> Void
    private let logger: Logger

    /// Whether the file as it was last read cannot be used.
    package var isRefused: Bool { reloader.isRefused }

    /// Reads the file for the first time and puts its settings in force.
    ///
    /// - Parameters:
    ///   - path: May be a symbolic link; its whole folder is watched, so that no way of changing it goes unseen.
    ///   - overrides: Applied to what the file says each time: the environment and the command line come before the file.
    ///   - tick: How often the file is looked at although nothing tells of a change.
    ///   - observer: Told of every outcome but `unchanged`; called by whoever calls ``reloadIfChanged()``.
    ///   - doubter: Told of settings that come in force later, to say what can hardly be meant.
    ///   - logger: For the operator.
    /// - Throws: ``SettingsError`` when the file cannot be used: there is nothing to fall back to yet.
    package init(
        path: String, overrides: @escaping @Sendable (inout Settings) -> Void = { _ in },
        tick: Duration = .seconds(5),
        observer: @escaping @Sendable (ReloadOutcome) -> Void = { _ in },
        doubter: @escaping @Sendable (Settings) -> Void = { _ in }, logger: Logger
    ) throws(SettingsError) {
        source = SettingsSource(path: path, overrides: overrides)
        let (reloader, file) = try Reloader.begin(with: source)
        store = SettingsStore(file.settings)
        first = file.settings
        self.reloader = reloader
        self.tick = tick
        self.observer = observer
        self.doubter = doubter
        self.logger = logger
        for warning in file.warnings { log(warning) }
    }

    /// Watches the folder of the file until cancelled or shut down.
    ///
    /// - Throws: `FileError` when the folder cannot be watched at all.
    package func run() async throws {
        try await reloader.watch(tick: tick) { self.reloadIfChanged() }
    }

    /// Looks at the file and, if it is not what it was, puts its settings in force.
    ///
    /// Takes a few microseconds when nothing changed. Calls may overlap.
    @discardableResult
    package func reloadIfChanged() -> ReloadOutcome { reload(.ifTouched) }

    /// Reads the file whether it looks touched or not; content that is known already is still no news.
    @discardableResult
    package func readAgain() -> ReloadOutcome { reload(.always) }

    private func reload(_ look: Reloader<SettingsSource>.Look) -> ReloadOutcome {
        let outcome = reloader.reloadIfChanged(look: look) { news in
            switch news {
            case .usable(let file, let isRecovery): apply(file, isRecovery: isRecovery)
            case .refused(let error): refuse(error)
            }
        }
        guard let outcome else { return .unchanged }
        observer(outcome)
        return outcome
    }

    private func apply(_ file: SettingsFile, isRecovery: Bool) -> ReloadOutcome {
        let settings = file.settings
        store.replace(with: settings)
        logger.notice(isRecovery ? "settings recovered" : "settings applied", metadata: metadata())
        for warning in file.warnings { log(warning) }
        doubter(settings)
        let names = SettingsKey.all.filter { $0.needsRestart && $0.value(first) != $0.value(settings) }.map(\.name)
        for name in names {
            logger.warning("setting takes effect after a restart", metadata: metadata(["settings.key": "\(name)"]))
        }
        return .applied(warnings: file.warnings, needingRestart: names)
    }

    private func refuse(_ error: SettingsError) -> ReloadOutcome {
        let problems = error.problems.map { Logger.MetadataValue.string($0.description) }
        logger.error(
            "settings file refused, the settings in force stay",
            metadata: metadata(["settings.problems": .array(problems)]))
        return .refused(error.problems)
    }

    private func log(_ warning: SettingsProblem) {
        logger.warning("setting ignored", metadata: metadata(["settings.problem": "\(warning.description)"]))
    }

    private func metadata(_ facts: Logger.Metadata = [:]) -> Logger.Metadata {
        facts.merging(["settings.file": "\(source.path)"]) { fact, _ in fact }
    }
}

/// The settings file, with what comes before it.
private struct SettingsSource: ReloadSource {
    let path: String
    let overrides: @Sendable (inout Settings) -> Void

    var folders: [String] { [Files.folder(of: path)] }

    func stamp() -> Result<FileStamp, FileError> {
        Result { () throws(FileError) in try Files.stamp(path) }
    }

    func read() throws(SettingsError) -> [UInt8] { try SettingsFile.bytes(of: path) }

    func value(of content: [UInt8]) throws(SettingsError) -> SettingsFile {
        var file = try SettingsFile(parsing: content, path: path)
        overrides(&file.settings)
        return file
    }
}
