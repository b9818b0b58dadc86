import Glibc

/// Keeps other processes, and other values of this type, from what a file stands for, as long as it lives.
///
/// The lock goes with the process, however that ends. It binds only those who ask for it.
package final class FileLock: Sendable {
    private let file: SharedDescriptor

    /// Waits until nobody else has the lock; meant for work of milliseconds, for the wait blocks the thread.
    ///
    /// - Parameter path: Made when it is missing; it stays empty, and is never removed.
    /// - Throws: ``FileError`` when the file cannot be made, or its file system has no locks.
    package init(waitingFor path: String) throws(FileError) {
        file = SharedDescriptor(
            try FileDescriptor(opening: path, O_RDWR | O_CREAT, permissions: 0o600, for: "open"))
        guard retryingWhenInterrupted({ Int(flock(file.descriptor.number, LOCK_EX)) }) == 0 else {
            throw FileError("lock", path)
        }
    }
}
