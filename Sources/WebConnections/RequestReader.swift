/// Makes requests of the bytes of one connection, however they are cut.
///
/// libwebsockets has a reader of its own, which is not used: that of 4.1 takes a field whose name begins like a known one
/// (`X`, `Content`) together with the line behind it, continues lines, and knows blanks in front of colons, so a
/// `Transfer-Encoding` can hide from whoever asks it; and it shows nobody the bytes before it has read them. It brings the
/// bytes, and this reads them.
struct RequestReader {
    /// What the bytes come to so far.
    enum Reading {
        /// Nothing of a request is here.
        case nothing
        case partOfHead
        case partOfBody(awaitsContinue: Bool)
        case request(ServerRequest, keepsAlive: Bool)
    }

    private static let maximumHeadSize = 8 << 10
    private let maximumBodySize: Int
    private var bytes: [UInt8] = []
    /// Where the lines of the present head lie, without their ends.
    private var lines: [Range<Int>] = []
    /// Where the line begins that is not whole yet; before it there are no more line ends.
    private var lineStart = 0
    /// Where to look on for its end.
    private var searched = 0
    /// An empty line stood in front of the present head.
    private var hasEmptyLine = false
    /// Read, and waiting for its body.
    private var head: RequestHead?

    init(maximumBodySize: Int) { self.maximumBodySize = maximumBodySize }

    mutating func add(_ more: [UInt8]) { bytes += more }

    /// Reads on; called again after a request, it reads the next one.
    ///
    /// - Throws: ``RequestRefusal``; where the next request begins is unknown then, so nothing more can be read.
    mutating func next() throws(RequestRefusal) -> Reading {
        if head == nil {
            guard try findHeadEnd() else { return bytes.isEmpty ? .nothing : .partOfHead }
            let head = try RequestHead(lines.map { bytes[$0] })
            guard head.bodySize <= maximumBodySize else { throw .bodyTooLarge }
            self.head = head
            bytes.removeFirst(searched)
            (lines, lineStart, searched, hasEmptyLine) = ([], 0, 0, false)
        }
        guard var head, bytes.count >= head.bodySize else {
            defer { head?.awaitsContinue = false }
            return .partOfBody(awaitsContinue: head?.awaitsContinue == true && bytes.isEmpty)
        }
        self.head = nil
        head.request.body = Array(bytes.prefix(head.bodySize))
        bytes.removeFirst(head.bodySize)
        return .request(head.request, keepsAlive: head.keepsAlive)
    }

    /// Gives away what was not read, which is no request any more.
    mutating func takeRest() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Finds the empty line; what can be no head is told from its first bytes and not only from its last.
    private mutating func findHeadEnd() throws(RequestRefusal) -> Bool {
        guard skipEmptyLine() else { return false }
        if let first = bytes.first, !(0x41...0x5A).contains(first), !(0x61...0x7A).contains(first) { throw .malformed }
        while let feed = bytes[searched...].firstIndex(of: 0x0A) {
            guard feed > lineStart, bytes[feed - 1] == 0x0D, feed < Self.maximumHeadSize else {
                throw feed < Self.maximumHeadSize ? .malformed : tooLarge
            }
            searched = feed + 1
            if feed - 1 == lineStart { return true }
            lines.append(lineStart..<feed - 1)
            lineStart = searched
        }
        searched = bytes.count
        guard bytes.count <= Self.maximumHeadSize else { throw tooLarge }
        return false
    }

    /// Passes over one empty line, which some send behind a body that should have been its end (RFC 9112, section 2.2).
    ///
    /// - Returns: `false` while the half of it may be here.
    private mutating func skipEmptyLine() -> Bool {
        guard !hasEmptyLine, bytes.first == 0x0D else { return true }
        guard bytes.count > 1 else { return false }
        if bytes[1] == 0x0A {
            bytes.removeFirst(2)
            hasEmptyLine = true
        }
        return true
    }

    private var tooLarge: RequestRefusal { lines.isEmpty ? .targetTooLong : .headTooLarge }
}
