import Glibc
import Synchronization

/// The inotify watches on a folder and on what it names; used by one thread.
///
/// The folder's own watch tells of names that come, go and change their target. What a name leads to may lie elsewhere,
/// behind a symbolic link or a mount, and is watched by itself.
final class FolderWatches: Sendable {
    private let folder: String
    /// -1 when the system has no inotify instance left to give: then only the ticks remain.
    private let notifications: FileDescriptor
    private let watched = Mutex<Set<Int32>>([])

    /// A folder with more names than this is no place for settings; the kernel's watches are not ours alone.
    private static let maximumNames = 256
    /// The longest that one change after another can hold an element back.
    private static let patience = Duration.milliseconds(500)

    private static let contentEvents = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
    private static let folderEvents = contentEvents | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR

    init(of folder: String) {
        self.folder = folder
        notifications = FileDescriptor(owning: inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC)), path: folder)
    }

    /// Watches what the folder names now, and stops watching what it no longer names.
    func renew() {
        let number = notifications.number
        let names = (try? Files.list(folder)) ?? []
        var current: Set<Int32> = [unsafe inotify_add_watch(number, folder, UInt32(Self.folderEvents))]
        for name in names.prefix(Self.maximumNames) {
            // A name may be gone by now, or lead nowhere: then the folder's watch tells when that changes.
            current.insert(unsafe inotify_add_watch(number, "\(folder)/\(name)", UInt32(Self.contentEvents)))
        }
        current.remove(-1)
        for watch in watched.withLock({ $0.subtracting(current) }) { inotify_rm_watch(number, watch) }
        watched.withLock { $0 = current }
    }

    /// Sleeps until a change was followed by `quiet`, or for one `tick`.
    ///
    /// - Returns: Whether to go on; false once `end` was signalled.
    func waitForChange(quiet: Duration, tick: Duration, until end: WakeUpPipe) -> Bool {
        switch wait(for: tick, until: end) {
        case .ended: return false
        case .quiet: return true
        case .changed: break
        }
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        while clock.now < deadline {
            switch wait(for: min(quiet, deadline - clock.now), until: end) {
            case .ended: return false
            case .quiet: return true
            case .changed: continue
            }
        }
        return true
    }

    private enum Outcome { case changed, quiet, ended }

    private func wait(for time: Duration, until end: WakeUpPipe) -> Outcome {
        // poll skips an entry whose descriptor is negative.
        var sources = [
            pollfd(fd: end.reader, events: Int16(POLLIN), revents: 0),
            pollfd(fd: notifications.number, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = Int32(clamping: Int64(time / .milliseconds(1)))
        let count = unsafe poll(&sources, nfds_t(sources.count), milliseconds)
        if sources[0].revents != 0 { return .ended }
        guard count > 0 else { return .quiet }
        forgetNotifications()
        return .changed
    }

    /// Takes what is there off the queue.
    ///
    /// What it says does not matter, so a queue that overflowed costs nothing.
    private func forgetNotifications() {
        unsafe withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
            while unsafe read(notifications.number, buffer.baseAddress, buffer.count) > 0 {}
        }
    }
}
