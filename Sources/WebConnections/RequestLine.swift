import HTTPTypes

/// The first line of a request: `GET /path?query HTTP/1.1`.
struct RequestLine {
    let method: HTTPRequest.Method
    /// Decoded; nothing in it is resolved.
    let path: String
    let query: [(name: String, value: String)]
    /// HTTP/1.1, where a connection outlives its request.
    let isPersistent: Bool

    init(_ line: ArraySlice<UInt8>) throws(RequestRefusal) {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed }
        isPersistent = try Self.isPersistent(parts[2])
        method = try Self.method(parts[0])
        let target = try Self.target(parts[1])
        guard let decoded = Self.decode(target.path, blank: nil), !decoded.contains(0) else { throw .malformed }
        path = String(decoding: decoded, as: UTF8.self)
        query = Self.items(target.query)
    }

    /// The items of a query, names and values decoded; what is no escape stands for itself.
    static func items(_ query: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        query.split(separator: UInt8(ascii: "&")).map { item in
            let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                .map { String(decoding: decode($0, blank: UInt8(ascii: "+")) ?? Array($0), as: UTF8.self) }
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
    }

    /// Any word that can be one: whoever routes the request says which of them a path takes.
    private static func method(_ word: ArraySlice<UInt8>) throws(RequestRefusal) -> HTTPRequest.Method {
        guard let method = HTTPRequest.Method(String(decoding: word, as: UTF8.self)) else { throw .malformed }
        return method
    }

    private static func isPersistent(_ word: ArraySlice<UInt8>) throws(RequestRefusal) -> Bool {
        if word.elementsEqual("HTTP/1.1".utf8) { return true }
        if word.elementsEqual("HTTP/1.0".utf8) { return false }
        throw word.starts(with: "HTTP/".utf8) ? .versionUnknown : .malformed
    }

    /// Path and query of a target that begins with a slash, or with a scheme and a host, which say nothing to us.
    private static func target(
        _ word: ArraySlice<UInt8>
    ) throws(RequestRefusal) -> (path: ArraySlice<UInt8>, query: ArraySlice<UInt8>) {
        guard word.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else { throw .malformed }
        var rest = word
        if let scheme = ["http://", "https://"].first(where: { word.starts(with: $0.utf8) }) {
            let authority = word.dropFirst(scheme.utf8.count)
            rest = authority.drop { $0 != UInt8(ascii: "/") }
        }
        guard rest.first == UInt8(ascii: "/") else { throw .malformed }
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        return (path, rest.dropFirst(path.count + 1))
    }

    /// - Parameters:
    ///   - bytes: With escapes such as `%2F`.
    ///   - blank: The byte that stands for a blank, if any.
    /// - Returns: Nothing when an escape is none.
    private static func decode(_ bytes: ArraySlice<UInt8>, blank: UInt8?) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                decoded.append(byte == blank ? UInt8(ascii: " ") : byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue
            else { return nil }
            decoded.append(high << 4 | low)
        }
        return decoded
    }
}

extension UInt8 {
    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
