extension JSONNode {
    /// What becomes of a name that an object has twice.
    package enum RepeatedNames: Sendable {
        /// The text is refused.
        case refused
        /// All of them are members, for whoever reports more than the first mistake.
        case kept
    }

    /// Reads one JSON text (RFC 8259) and keeps where everything stands.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte order mark.
    ///   - maximumSize: In bytes; a longer text is refused before it is read.
    ///   - maximumDepth: How deep arrays and objects may nest.
    ///   - repeatedNames: Whether a name twice in one object is a mistake as well.
    /// - Throws: ``JSONError`` at the first place that is no JSON.
    package init(
        parsing bytes: some Collection<UInt8>, maximumSize: Int = 1 << 20, maximumDepth: Int = 32,
        repeatedNames: RepeatedNames = .refused
    ) throws(JSONError) {
        guard bytes.count <= maximumSize else {
            throw JSONError(at: JSONPosition(line: 1, column: 1), "more than \(maximumSize) bytes")
        }
        var parser = JSONParser(bytes: Array(bytes), maximumDepth: maximumDepth, repeatedNames: repeatedNames)
        self = try parser.document()
    }
}

extension JSONValue {
    /// Reads one JSON text whose positions do not matter, such as an answer from the network.
    package init(
        parsing bytes: some Collection<UInt8>, maximumSize: Int = 32 << 20, maximumDepth: Int = 64
    ) throws(JSONError) {
        self = try JSONNode(parsing: bytes, maximumSize: maximumSize, maximumDepth: maximumDepth).value
    }
}

/// A recursive-descent reader over the bytes of one text.
private struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    let repeatedNames: JSONNode.RepeatedNames
    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    var index = 0
    var line = 1
    var column = 1
    /// How far `column` has been counted.
    var counted = 0
    var depth = 0

    init(bytes: [UInt8], maximumDepth: Int, repeatedNames: JSONNode.RepeatedNames) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.repeatedNames = repeatedNames
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (index, counted) = (3, 3) }
    }

    /// Where the parser stands.
    ///
    /// The column is counted in characters, so the bytes that continue one do not count. Counting goes on from the place
    /// last asked for, or one long line would be counted from its start for every value.
    mutating func here() -> JSONPosition {
        let end = min(index, bytes.count)
        column += bytes[counted..<end].count { $0 & 0xC0 != 0x80 }
        counted = end
        return JSONPosition(line: line, column: column)
    }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func document() throws(JSONError) -> JSONNode {
        skipBlanks()
        guard next != nil else { throw JSONError(at: here(), "the text is empty") }
        let node = try value()
        skipBlanks()
        guard next == nil else { throw JSONError(at: here(), "more text after the end of the value") }
        return node
    }

    mutating func skipBlanks() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\n"):
                index += 1
                line += 1
                (column, counted) = (1, index)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
            default: return
            }
        }
    }

    mutating func value() throws(JSONError) -> JSONNode {
        let start = here()
        switch next {
        case UInt8(ascii: "{"): return JSONNode(.object(try members()), at: start)
        case UInt8(ascii: "["): return JSONNode(.array(try elements()), at: start)
        case UInt8(ascii: "\""): return JSONNode(.string(try string()), at: start)
        case UInt8(ascii: "t"): return JSONNode(try word("true", .bool(true)), at: start)
        case UInt8(ascii: "f"): return JSONNode(try word("false", .bool(false)), at: start)
        case UInt8(ascii: "n"): return JSONNode(try word("null", .null), at: start)
        case nil: throw JSONError(at: start, "the text ends where a value is expected")
        case let byte?:
            guard byte == UInt8(ascii: "-") || Self.digits.contains(byte) else {
                throw JSONError(at: start, "expected a value")
            }
            return JSONNode(try number(), at: start)
        }
    }

    mutating func word(_ word: StaticString, _ content: JSONNode.Content) throws(JSONError) -> JSONNode.Content {
        let expected = Array("\(word)".utf8)
        guard bytes[index...].starts(with: expected) else {
            throw JSONError(at: here(), "expected a value: true, false, null, a number, or text in double quotes")
        }
        index += expected.count
        return content
    }

    mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= maximumDepth else { throw JSONError(at: here(), "nested deeper than \(maximumDepth) levels") }
        index += 1
        skipBlanks()
    }

    mutating func elements() throws(JSONError) -> [JSONNode] {
        try enter()
        var elements: [JSONNode] = []
        if next == UInt8(ascii: "]") { return leave(elements) }
        while true {
            elements.append(try value())
            guard try another(before: "]") else { return leave(elements) }
        }
    }

    mutating func members() throws(JSONError) -> [JSONNode.Member] {
        try enter()
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        if next == UInt8(ascii: "}") { return leave(members) }
        while true {
            let start = here()
            guard next == UInt8(ascii: "\"") else {
                throw JSONError(at: start, "expected a name in double quotes")
            }
            let name = try string()
            guard names.insert(name).inserted || repeatedNames == .kept else {
                throw JSONError(at: start, "\"\(name)\" is set twice")
            }
            skipBlanks()
            guard next == UInt8(ascii: ":") else { throw JSONError(at: here(), "expected \":\" after the name") }
            index += 1
            skipBlanks()
            members.append(JSONNode.Member(name: name, position: start, value: try value()))
            guard try another(before: "}") else { return leave(members) }
        }
    }

    mutating func leave<Result>(_ result: Result) -> Result {
        depth -= 1
        index += 1
        return result
    }

    /// Whether a comma announces another item; stands on the closing mark when none does.
    mutating func another(before closing: Unicode.Scalar) throws(JSONError) -> Bool {
        skipBlanks()
        if next == UInt8(ascii: closing) { return false }
        guard next == UInt8(ascii: ",") else {
            throw JSONError(at: here(), "expected \",\" or \"\(closing)\"")
        }
        index += 1
        skipBlanks()
        guard next != UInt8(ascii: closing) else {
            throw JSONError(at: here(), "a comma with nothing after it")
        }
        return true
    }

    mutating func number() throws(JSONError) -> JSONNode.Content {
        let start = index
        let place = here()
        while let byte = next, Self.digits.contains(byte) || "+-.eE".utf8.contains(byte) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard Self.isNumber(text) else { throw JSONError(at: place, "not a number as JSON writes it") }
        if let whole = Int64(text) { return .integer(whole) }
        guard let double = Double(text), double.isFinite else { throw JSONError(at: place, "the number is too large") }
        return .double(double)
    }

    /// Whether `text` keeps the grammar of RFC 8259: no leading zeros, digits on both sides of the point.
    static func isNumber(_ text: String) -> Bool {
        var rest = Substring(text)
        if rest.first == "-" { rest.removeFirst() }
        let whole = rest.prefix { $0.isWholeNumber }
        guard !whole.isEmpty, whole == "0" || whole.first != "0" else { return false }
        rest.removeFirst(whole.count)
        if rest.first == "." {
            let fraction = rest.dropFirst().prefix { $0.isWholeNumber }
            guard !fraction.isEmpty else { return false }
            rest.removeFirst(fraction.count + 1)
        }
        if rest.first == "e" || rest.first == "E" {
            rest.removeFirst()
            if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
            guard !rest.isEmpty, rest.allSatisfy(\.isWholeNumber) else { return false }
            rest = ""
        }
        return rest.isEmpty
    }
}

extension JSONParser {
    mutating func string() throws(JSONError) -> String {
        let place = here()
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw JSONError(at: place, "the text is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0..<0x20:
                throw JSONError(at: here(), "the text in double quotes does not end on its line")
            default:
                text.append(byte)
                index += 1
            }
        }
        throw JSONError(at: place, "the text in double quotes never ends")
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let place = here()
        index += 1
        let mark = next
        index += 1
        switch mark {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(at: place)
        default: throw JSONError(at: place, "a backslash followed by a character that means nothing there")
        }
    }

    /// A scalar beyond the first 65,536 is written as two escapes, a high and a low surrogate.
    private mutating func unicodeEscape(at place: JSONPosition) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal(at: place)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), bytes[min(index, bytes.count)...].starts(with: Array("\\u".utf8))
        else {
            throw JSONError(at: place, "half of a surrogate pair")
        }
        index += 2
        let second = try hexadecimal(at: place)
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONError(at: place, "half of a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal(at place: JSONPosition) throws(JSONError) -> UInt32 {
        let end = index + 4
        guard end <= bytes.count,
            bytes[index..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16)
        else { throw JSONError(at: place, "\\u needs four hexadecimal digits") }
        index = end
        return number
    }
}
