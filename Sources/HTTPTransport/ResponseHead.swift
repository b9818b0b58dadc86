import HTTPTypes

/// The status and fields of the final response, put together from the lines of every head that arrives.
///
/// Interim responses come before the final one, trailers after it; both look like any other head.
struct ResponseHead {
    private(set) var status: HTTPResponse.Status?
    private(set) var fields = HTTPFields()
    /// The empty line has been read: what follows until the next status line are trailers.
    private var isComplete = false

    /// Whether a final response is there with all of its fields; curl does not mind one that is cut off.
    var isFinal: Bool { isComplete && status.map { $0.kind != .informational } ?? false }

    /// Takes one line, with or without its line break.
    mutating func read(_ line: some BidirectionalCollection<UInt8>) {
        if line.starts(with: "HTTP/".utf8) {
            self = ResponseHead()
            status = Self.status(of: line)
            return
        }
        guard !isComplete else { return }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            isComplete = Self.trimmed(line).isEmpty
            return
        }
        // A line without a proper name is left out: nobody could ask for it.
        guard let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self)) else { return }
        fields.append(HTTPField(name: name, lenientValue: Self.trimmed(line[line.index(after: colon)...])))
    }

    /// The three digits after the first blank.
    private static func status(of line: some Collection<UInt8>) -> HTTPResponse.Status? {
        let digits = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix(3)
        guard digits.count == 3, let code = Int(String(decoding: digits, as: UTF8.self)), code >= 100 else {
            return nil
        }
        return HTTPResponse.Status(code: code)
    }

    /// Without blanks, tabs and line breaks at either end.
    private static func trimmed<Line: BidirectionalCollection<UInt8>>(_ line: Line) -> Line.SubSequence {
        let start = line.firstIndex { !isBlank($0) } ?? line.endIndex
        let end = line[start...].lastIndex { !isBlank($0) }.map { line.index(after: $0) } ?? start
        return line[start..<end]
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
    }
}
