package import Files
import ServiceLifecycle
import Synchronization

/// Reads a source again when it has changed, whole or not at all.
///
/// The same content is never reported twice in a row, be it good or bad, however often it is written.
package final class Reloader<Source: ReloadSource>: Sendable {
    /// What a changed source says.
    package enum News {
        /// Can be put in force; `isRecovery` after something that could not be used.
        case usable(Source.Value, isRecovery: Bool)
        /// Cannot be used, so what is in force stays.
        case refused(Source.Failure)
    }

    /// When it is worth reading.
    package enum Look: Sendable {
        /// When the stamp is not what it was.
        case ifTouched
        /// Whatever the stamp says: somebody asked for it.
        case always
    }

    private struct State {
        var stamp: Source.Stamp
        var content: Result<Source.Content, Source.Failure>
        var isRefused = false
    }

    private let source: Source
    private let state: Mutex<State>

    private init(_ source: Source, _ state: State) {
        self.source = source
        self.state = Mutex(state)
    }

    /// Reads the source for the first time.
    ///
    /// - Parameter source: Where to look from now on.
    /// - Returns: What it says now, and what tells when that changes.
    /// - Throws: The source's failure: there is nothing to fall back to yet.
    package static func begin(
        with source: Source
    ) throws(Source.Failure) -> (reloader: Reloader, value: Source.Value) {
        // Before the content: a change between the two is then seen the next time.
        let stamp = source.stamp()
        let content = try source.read()
        let value = try source.value(of: content)
        return (Reloader(source, State(stamp: stamp, content: .success(content))), value)
    }

    /// Whether what was read last cannot be used, so that something older is in force.
    package var isRefused: Bool { state.withLock { $0.isRefused } }

    /// Looks at the source and, if it does not say what it said, hands over the news.
    ///
    /// Calls may overlap: one source's news are used one after the other, in their order.
    ///
    /// - Parameters:
    ///   - look: When to read.
    ///   - use: Puts the news in force; must not call this method again.
    /// - Returns: What `use` makes of the news; nothing when there are none.
    package func reloadIfChanged<Outcome: Sendable>(
        look: Look = .ifTouched, _ use: (News) -> Outcome
    ) -> Outcome? {
        state.withLock { state in
            news(look, &state).map(use)
        }
    }

    private func news(_ look: Look, _ state: inout State) -> News? {
        let stamp = source.stamp()
        guard stamp != state.stamp || look == .always else { return nil }
        state.stamp = stamp
        let content = Result { () throws(Source.Failure) in try source.read() }
        guard content != state.content else { return nil }
        state.content = content
        do throws(Source.Failure) {
            let value = try source.value(of: try content.get())
            defer { state.isRefused = false }
            return .usable(value, isRecovery: state.isRefused)
        } catch {
            state.isRefused = true
            return .refused(error)
        }
    }

    /// Calls `look` at once, and whenever something in one of the source's folders may have changed.
    ///
    /// Returns when the task is cancelled or the service shuts down.
    ///
    /// - Parameters:
    ///   - tick: How often it looks without any change.
    ///   - look: Calls ``reloadIfChanged(look:_:)``; calls may overlap.
    /// - Throws: `FileError` when a folder cannot be watched at all.
    package func watch(
        tick: Duration = .seconds(5), _ look: @escaping @Sendable () -> Void
    ) async throws(FileError) {
        var changes: [AsyncStream<Void>] = []
        for folder in source.folders { changes.append(try FolderWatch.changes(of: folder, tick: tick)) }
        // For what changed between the first reading and the watch.
        look()
        await cancelWhenGracefulShutdown { [changes] in
            await withTaskGroup(of: Void.self) { group in
                for changes in changes {
                    group.addTask {
                        for await _ in changes { look() }
                    }
                }
            }
        }
    }
}
