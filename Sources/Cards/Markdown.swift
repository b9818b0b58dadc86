/// What keeps data from being read as markup, by Webex messages and by the text blocks of cards alike.
enum Markdown {
    /// `text` so that it reads as it is written.
    ///
    /// Every mark that can begin markup in the middle of a line gets a backslash, and so does the `@` that names somebody.
    /// Scalars are looked at rather than characters: a mark with an accent on it is still a mark to a reader of markdown.
    static func escape(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if #"\*_[]()<>`#~|"#.unicodeScalars.contains(scalar) || (scalar == "@" && previous == "<") {
                escaped.append("\\")
            }
            escaped.append(Self.endsLine(scalar) ? " " : scalar)
            previous = scalar
        }
        return String(escaped)
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace && scalar.properties.generalCategory != .spaceSeparator
    }

    /// `line` so that what it begins with is not taken for the mark of a list, as `2.` in `2. března` would be.
    static func withoutListMark(_ line: String) -> String {
        let number = line.prefix { $0.isASCII && $0.isNumber }
        let mark = line.dropFirst(number.count).first
        guard mark == "." || number.isEmpty && (mark == "-" || mark == "+"), line.count > number.count else {
            return line
        }
        return "\(number)\\\(line.dropFirst(number.count))"
    }

    /// A link whose name is `text` (markdown already) and whose address cannot end it early.
    static func link(_ text: String, to address: String) -> String {
        let hasBrackets = address.utf8.contains { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }
        let closed = hasBrackets ? address.replacing("(", with: "%28").replacing(")", with: "%29") : address
        return "[\(text)](\(closed))"
    }
}
