import Glibc

/// Reads a file line by line without holding more of it than one line and a little.
package struct LineReader: ~Copyable {
    /// One line of a file.
    package struct Line: Sendable, Equatable {
        /// The bytes without the line feed.
        package var bytes: [UInt8]
        /// Whether a line feed ends it: the last line of a file may lack one.
        package var isFinished: Bool

        package init(bytes: [UInt8], isFinished: Bool) {
            self.bytes = bytes
            self.isFinished = isFinished
        }
    }

    /// The longest line, in bytes; a longer one comes in pieces of this length that are not finished.
    package static let maximumLength = 1 << 20
    private static let portion = 64 << 10

    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Opens the file for reading.
    ///
    /// - Throws: ``FileError``.
    package init(_ path: String) throws(FileError) { file = try FileDescriptor(opening: path, O_RDONLY, for: "read") }

    /// The next line, or nothing after the last one.
    ///
    /// - Throws: ``FileError``.
    package mutating func next() throws(FileError) -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Line(bytes: Array(buffer[start..<end]), isFinished: true)
            }
            if buffer.count - start >= Self.maximumLength { return unfinished(Self.maximumLength) }
            if isAtEnd { return start < buffer.count ? unfinished(buffer.count - start) : nil }
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            isAtEnd = try !file.read(atMost: Self.portion, into: &buffer)
        }
    }

    private mutating func unfinished(_ count: Int) -> Line {
        defer { start += count }
        return Line(bytes: Array(buffer[start..<start + count]), isFinished: false)
    }
}
