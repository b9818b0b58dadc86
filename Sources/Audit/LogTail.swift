import Files

/// The end of a file of lines.
struct LogTail: Sendable {
    /// The last line that ends with a line feed, without it; nothing when there is none.
    let lastLine: [UInt8]?
    /// How many bytes come after the last line feed: what is left of a line that a crash cut short.
    let tornBytes: Int

    /// More than any line can have.
    private static let limit = 1 << 20

    /// Reads no more of the file than that takes; a file that is missing has no lines.
    init(of path: String) throws(FileError) {
        let lineFeed = UInt8(ascii: "\n")
        let bytes = Files.exists(path) ? try Files.readEnd(of: path, limit: Self.limit) : []
        guard let end = bytes.lastIndex(of: lineFeed) else {
            (lastLine, tornBytes) = (nil, bytes.count)
            return
        }
        let start = bytes[..<end].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
        lastLine = Array(bytes[start..<end])
        tornBytes = bytes.count - end - 1
    }
}
