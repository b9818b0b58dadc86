import Synchronization

/// The settings in force, read as one snapshot per request so that nobody sees half a reload.
package final class SettingsStore: Sendable {
    private let current: Mutex<Settings>

    package init(_ initial: Settings) { current = Mutex(initial) }

    package var snapshot: Settings { current.withLock { $0 } }

    /// Puts `settings` in force for everybody who takes a snapshot from now on.
    func replace(with settings: Settings) { current.withLock { $0 = settings } }
}
