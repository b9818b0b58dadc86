import HTTPTypes

/// The head of one request, read strictly: what two programs could read in two ways is refused.
///
/// A proxy in front of us that takes a field for another one, or for a part of the one before, sees other requests than we
/// do, and somebody can smuggle one past it. So there is one blank where there must be one, none in front of a colon, no
/// line that goes on in the next, no byte that ends a line elsewhere, and one length at most.
///
/// - SeeAlso: RFC 9112, sections 2 to 6 and 11.2.
struct RequestHead {
    /// A request without its body.
    var request: ServerRequest
    /// How long the body is, in bytes.
    var bodySize: Int
    /// HTTP/1.1, and the peer did not ask for the end.
    var keepsAlive: Bool
    /// The peer sends the body when it is told to.
    var awaitsContinue: Bool

    /// More than any browser, proxy or Webex sends.
    private static let maximumFieldCount = 100

    /// - Parameter lines: The request line and the field lines, without their ends.
    /// - Throws: ``RequestRefusal``.
    init(_ lines: [ArraySlice<UInt8>]) throws(RequestRefusal) {
        guard let first = lines.first else { throw .malformed }
        let line = try RequestLine(first)
        let fields = try Self.fields(lines.dropFirst())
        let hosts = fields.count { $0.name.canonicalName == "host" }
        // Only HTTP/1.0 may leave it out.
        guard hosts == 1 || hosts == 0 && !line.isPersistent else { throw .malformed }
        request = ServerRequest(
            method: line.method, path: line.path, query: line.query, fields: fields, body: [])
        bodySize = try Self.bodySize(fields, of: line.method)
        keepsAlive = line.isPersistent && !Self.names("close", in: fields[.connection])
        awaitsContinue = line.isPersistent && fields[.expect]?.lowercased() == "100-continue"
    }

    /// Whether a list, such as that of `Connection`, names `word`, which is in lower case.
    static func names(_ word: String, in list: String?) -> Bool {
        list?.lowercased().split { ", \t".contains($0) }.contains { $0 == word } ?? false
    }

    private static func fields(_ lines: ArraySlice<ArraySlice<UInt8>>) throws(RequestRefusal) -> HTTPFields {
        guard lines.count <= maximumFieldCount else { throw .headTooLarge }
        var fields = HTTPFields()
        for line in lines { fields.append(try HTTPField(line: line)) }
        return fields
    }

    private static func bodySize(
        _ fields: HTTPFields, of method: HTTPRequest.Method
    ) throws(RequestRefusal) -> Int {
        // We take no coding, and beside one a length means nothing.
        guard !fields.contains(.transferEncoding) else { throw .lengthMissing }
        let lengths = fields[values: .contentLength]
        guard lengths.count <= 1 else { throw .malformed }
        guard let length = lengths.first else {
            if [.post, .put, .patch].contains(method) { throw .lengthMissing }
            return 0
        }
        guard !length.isEmpty, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .malformed }
        // Digits alone, and no number of ours: nobody takes so much.
        guard let size = Int(length) else { throw .bodyTooLarge }
        return size
    }
}

extension HTTPField {
    /// Reads `name: value`.
    fileprivate init(line: ArraySlice<UInt8>) throws(RequestRefusal) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            // No blank is part of a name, so neither one before the colon nor a continued line gets through.
            let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
        else { throw .malformed }
        let value = line[line.index(after: colon)...].trimming { $0 == 0x20 || $0 == 0x09 }
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw .malformed }
        self.init(name: name, lenientValue: value)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimming(_ isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !isTrimmed($0) }), let last = lastIndex(where: { !isTrimmed($0) })
        else { return [] }
        return self[first...last]
    }
}
