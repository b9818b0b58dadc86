import Files
package import Logging
import ServiceLifecycle
import Synchronization

/// Keeps the settings in force equal to the settings file while the service runs.
///
/// A file is read, checked whole and then put in force at once. One that cannot be used changes nothing and is logged
/// once for each distinct content; the next good one recovers.
package final class SettingsReloader: Service {
    /// The settings in force.
    package let store: SettingsStore

    private struct State {
        var stamp: Result<FileStamp, FileError>
        var content: Result<[UInt8], SettingsError>
        var isRefused = false
    }

    /// What the service started with: these are in use until a restart.
    private let first: Settings
    private let path: String
    private let overrides: @Sendable (inout Settings) -> Void
    private let observer: @Sendable (ReloadOutcome) -> Void
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the file for the first time and puts its settings in force.
    ///
    /// - Parameters:
    ///   - path: May be a symbolic link; its whole folder is watched, so that no way of changing it goes unseen.
    ///   - overrides: Applied to what the file says each time: the environment and the command line come before the file.
    ///   - observer: Told of every outcome but `unchanged`; called by whoever calls ``reloadIfChanged()``.
    ///   - logger: For the operator.
    /// - Throws: ``SettingsError`` when the file cannot be used: there is nothing to fall back to yet.
    package init(
        path: String, overrides: @escaping @Sendable (inout Settings) -> Void = { _ in },
        observer: @escaping @Sendable (ReloadOutcome) -> Void = { _ in }, logger: Logger
    ) throws(SettingsError) {
        let stamp = Self.stamp(of: path)
        let bytes = try SettingsFile.bytes(of: path)
        var file = try SettingsFile(parsing: bytes, path: path)
        overrides(&file.settings)
        store = SettingsStore(file.settings)
        first = file.settings
        state = Mutex(State(stamp: stamp, content: .success(bytes)))
        self.path = path
        self.overrides = overrides
        self.observer = observer
        self.logger = logger
        for warning in file.warnings { log(warning) }
    }

    /// Watches the folder of the file until cancelled or shut down.
    ///
    /// - Throws: `FileError` when the folder cannot be watched at all.
    package func run() async throws {
        let changes = try FolderWatch.changes(of: Files.folder(of: path))
        // For what changed between the first reading and the watch.
        reloadIfChanged()
        await cancelWhenGracefulShutdown {
            for await _ in changes { self.reloadIfChanged() }
        }
    }

    /// Looks at the file and, if it is not what it was, puts its settings in force.
    ///
    /// Takes a few microseconds when nothing changed. Calls may overlap.
    @discardableResult
    package func reloadIfChanged() -> ReloadOutcome {
        let outcome = state.withLock { reload(&$0) }
        if outcome != .unchanged { observer(outcome) }
        return outcome
    }

    private func reload(_ state: inout State) -> ReloadOutcome {
        // Before the content: a change between the two is then seen the next time.
        let stamp = Self.stamp(of: path)
        guard stamp != state.stamp else { return .unchanged }
        state.stamp = stamp
        let content = Result { () throws(SettingsError) in try SettingsFile.bytes(of: path) }
        guard content != state.content else { return .unchanged }
        state.content = content
        do throws(SettingsError) {
            let file = try SettingsFile(parsing: try content.get(), path: path)
            let isRecovery = state.isRefused
            state.isRefused = false
            return apply(file, isRecovery: isRecovery)
        } catch {
            state.isRefused = true
            return refuse(error)
        }
    }

    private func apply(_ file: SettingsFile, isRecovery: Bool) -> ReloadOutcome {
        var settings = file.settings
        overrides(&settings)
        store.replace(with: settings)
        logger.notice(isRecovery ? "settings recovered" : "settings applied", metadata: ["settings.file": "\(path)"])
        for warning in file.warnings { log(warning) }
        let names = SettingsKey.all.filter { $0.needsRestart && $0.value(first) != $0.value(settings) }.map(\.name)
        for name in names {
            logger.warning(
                "setting takes effect after a restart",
                metadata: ["settings.file": "\(path)", "settings.key": "\(name)"])
        }
        return .applied(warnings: file.warnings, needingRestart: names)
    }

    private func refuse(_ error: SettingsError) -> ReloadOutcome {
        logger.error(
            "settings file refused, the settings in force stay",
            metadata: [
                "settings.file": "\(path)",
                "settings.problems": .array(error.problems.map { .string($0.description) }),
            ])
        return .refused(error.problems)
    }

    private func log(_ warning: SettingsProblem) {
        logger.warning(
            "setting ignored", metadata: ["settings.file": "\(path)", "settings.problem": "\(warning.description)"])
    }

    private static func stamp(of path: String) -> Result<FileStamp, FileError> {
        Result { () throws(FileError) in try Files.stamp(path) }
    }
}
