package import FoundationEssentials
import Glibc

/// What tells one state of a file from the next without reading it.
package struct FileStamp: Sendable, Hashable {
    private let device: UInt
    private let inode: UInt
    /// In bytes.
    package let size: Int64
    private let modifiedSeconds: Int
    private let modifiedNanoseconds: Int

    /// When the content was changed last.
    package var modified: Date {
        Date(timeIntervalSince1970: Double(modifiedSeconds) + Double(modifiedNanoseconds) / 1e9)
    }

    /// Whether it is of the same file, whatever has become of its content.
    func isSameFile(as other: Self) -> Bool { device == other.device && inode == other.inode }

    init(_ status: stat) {
        device = status.st_dev
        inode = status.st_ino
        size = Int64(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
    }
}

extension Files {
    /// What the file behind `path` looks like now, through symbolic links: two equal stamps mean that nothing changed.
    package static func stamp(_ path: String) throws(FileError) -> FileStamp {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw FileError("look at", path) }
        return FileStamp(status)
    }
}
