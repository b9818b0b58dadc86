import Glibc

/// A file that holds one record of a fixed length, written over in place, for one process at a time.
///
/// A record of at most 512 bytes lies in one sector of any disk, which is written whole or not at all: a crash leaves the
/// old record or the new one.
package struct RecordFile: Sendable {
    /// The length of a record in bytes.
    package static let length = 512

    private let file: SharedDescriptor

    /// Opens the file, or creates an empty one that only its owner may read; the new name is on the disk.
    ///
    /// - Throws: ``FileError``.
    package init(_ path: String) throws(FileError) {
        file = SharedDescriptor(
            try FileDescriptor(opening: path, O_RDWR | O_CREAT, permissions: 0o600, for: "open"))
        try Files.syncFolder(of: path)
    }

    /// Keeps every other process, and every other value of this type, from locking the file too.
    ///
    /// The lock goes with the process, however that ends.
    ///
    /// - Returns: Whether the lock was free.
    /// - Throws: ``FileError`` when the file system has no locks.
    package func lock() throws(FileError) -> Bool {
        if retryingWhenInterrupted({ Int(flock(file.descriptor.number, LOCK_EX | LOCK_NB)) }) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw FileError("lock", file.descriptor.path) }
        return false
    }

    /// Lets others lock the file.
    package func unlock() { flock(file.descriptor.number, LOCK_UN) }

    /// Puts a record in place of the old one; it is with the operating system when this returns.
    ///
    /// - Parameter record: At most ``length`` bytes; blanks fill it up, and a line feed ends it.
    /// - Throws: ``FileError``; code `EFBIG` for a longer record.
    package func write(_ record: [UInt8]) throws(FileError) {
        guard record.count < Self.length else {
            throw FileError(operation: "write", path: file.descriptor.path, code: EFBIG)
        }
        let filler = [UInt8](repeating: UInt8(ascii: " "), count: Self.length - 1 - record.count)
        let bytes = record + filler + [UInt8(ascii: "\n")]
        let count = retryingWhenInterrupted {
            unsafe pwrite(file.descriptor.number, bytes, bytes.count, 0)
        }
        guard count == bytes.count else {
            throw count < 0
                ? FileError("write", file.descriptor.path)
                : FileError(operation: "write", path: file.descriptor.path, code: ENOSPC)
        }
    }

    /// Returns when the record is on the disk.
    package func sync() throws(FileError) { try file.descriptor.sync() }
}
