import Glibc

/// A file that is only added to, for one thread at a time; ``AppendOnlyFile`` is for everybody.
///
/// What an append that failed left of its bytes is cut off again. Where that cannot be done at once, it is done before
/// the next append, which fails as long as it cannot be. After a crash in the middle of a line, the next line begins on
/// a line of its own, so that a torn line stays visible and spoils no other.
package struct GrowingFile: Sendable {
    /// Whether it is a file that keeps its content, and no device or pipe.
    package let isRegular: Bool
    private let file: SharedDescriptor
    private let durability: AppendOnlyFile.Durability
    private var endsInsideLine: Bool
    /// How long the file was before an append that failed and could not be taken back.
    private var trueSize: Int64?

    /// Opens the file, or creates it with `permissions`.
    ///
    /// - Throws: ``FileError``.
    package init(
        _ path: String, permissions: UInt32 = 0o600, durability: AppendOnlyFile.Durability
    ) throws(FileError) {
        let file = SharedDescriptor(
            try FileDescriptor(opening: path, O_RDWR | O_APPEND | O_CREAT, permissions: permissions, for: "open"))
        let status = try file.descriptor.status()
        isRegular = status.st_mode & S_IFMT == S_IFREG
        var last = lineFeed
        if isRegular, status.st_size > 0 {
            guard unsafe pread(file.descriptor.number, &last, 1, status.st_size - 1) == 1 else {
                throw FileError("read", path)
            }
        }
        if durability == .synced { try Files.syncFolder(of: path) }
        endsInsideLine = last != lineFeed
        self.file = file
        self.durability = durability
    }

    /// How many bytes the file has.
    package var size: Int64 {
        get throws(FileError) { Int64(try file.descriptor.status().st_size) }
    }

    /// Adds `bytes` at the end; when this returns they are as safe as the durability of the file says.
    ///
    /// - Parameter bytes: One line or several, the last with its line feed.
    /// - Throws: ``FileError``; none of `bytes` is then left in a regular file.
    package mutating func append(_ bytes: [UInt8]) throws(FileError) {
        if let size = trueSize { try cut(to: size) }
        let size = try size
        do throws(FileError) {
            try file.descriptor.write((endsInsideLine ? [lineFeed] : []) + bytes)
            if durability == .synced { try file.descriptor.syncData() }
            endsInsideLine = (bytes.last ?? lineFeed) != lineFeed
        } catch {
            if isRegular {
                trueSize = size
                do { try cut(to: size) } catch {}
            }
            throw error
        }
    }

    /// Cuts off the end of the file, on the disk when this returns.
    ///
    /// - Parameter size: How many bytes remain: none, or whole lines.
    /// - Throws: ``FileError``.
    package mutating func cutOff(after size: Int64) throws(FileError) {
        try cut(to: size)
        try file.descriptor.sync()
        endsInsideLine = false
    }

    private mutating func cut(to size: Int64) throws(FileError) {
        try file.descriptor.truncate(to: size)
        trueSize = nil
    }
}

/// A descriptor that several values hold; it is closed when the last of them goes away.
final class SharedDescriptor: Sendable {
    let descriptor: FileDescriptor
    init(_ descriptor: consuming FileDescriptor) { self.descriptor = descriptor }
}

private let lineFeed = UInt8(ascii: "\n")
