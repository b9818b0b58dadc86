import LoopThreads

/// Tells when something in a folder may have changed.
package enum FolderWatch {
    /// An element whenever the folder, or a file that it names, was quiet for a moment after a change, and at every tick.
    ///
    /// An element says "look again", not what happened: whoever gets it compares a ``FileStamp`` or reads. Writing in
    /// place, renaming, and swapping a symbolic link that leads to a file or its folder all lead to an element; so does a
    /// write through a bind mount of a single file. Under changes that never pause there is one every half second. The
    /// ticks are for what the kernel does not report, as on network file systems, or has no room left to report: running
    /// out of inotify watches slows this down and breaks nothing.
    ///
    /// The stream ends when its consumer's task is cancelled; then, or when the stream is dropped, its thread and all it
    /// holds are released. Elements that nobody was waiting for become one.
    ///
    /// - Parameters:
    ///   - folder: Has to exist now; later it may go away and come back.
    ///   - quiet: How long nothing may change before the element comes, so that a file is not read half written.
    ///   - tick: How often an element comes without any change.
    /// - Returns: A stream for one consumer.
    /// - Throws: ``FileError`` when `folder` is no folder, or the system has no thread or pipe left to give.
    package static func changes(
        of folder: String, quiet: Duration = .milliseconds(50), tick: Duration = .seconds(5)
    ) throws(FileError) -> AsyncStream<Void> {
        _ = try Files.list(folder)
        let end = try WakeUpPipe()
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { _ in end.signal() }
        // Before this returns, so that no change after it is missed.
        let watches = FolderWatches(of: folder)
        watches.renew()
        do {
            try LoopThread.start("watch") {
                while watches.waitForChange(quiet: quiet, tick: tick, until: end) {
                    watches.renew()
                    continuation.yield()
                }
                continuation.finish()
            }
        } catch {
            throw FileError(operation: "start a thread to watch", path: folder, code: error.code)
        }
        return changes
    }
}
