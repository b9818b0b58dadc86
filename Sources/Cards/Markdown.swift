/// What keeps data from being read as markup, by Webex messages and by the text blocks of cards alike.
enum Markdown {
    /// `text` so that it reads as it is written.
    ///
    /// Every mark that can begin markup in the middle of a line gets a backslash, and so do the `@` that names somebody and
    /// the `&` that a name of a character follows. Scalars are looked at rather than characters: a mark with an accent on
    /// it is still a mark to a reader of markdown.
    static func escape(_ text: String) -> String {
        let scalars = text.unicodeScalars
        var escaped = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for index in scalars.indices {
            let scalar = scalars[index]
            let isMark =
                switch scalar {
                case "@": previous == "<"
                case "&": Self.namesCharacter(scalars[index...].dropFirst())
                default: #"\*_[]()<>`#~|"#.unicodeScalars.contains(scalar)
                }
            if isMark { escaped.append("\\") }
            escaped.append(Self.endsLine(scalar) ? " " : scalar)
            previous = scalar
        }
        return String(escaped)
    }

    /// Whether what follows an `&` stands for a character, as in `&lt;` and `&#60;`.
    private static func namesCharacter(_ text: Substring.UnicodeScalarView) -> Bool {
        let name = text.prefix {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "#")
        }
        return !name.isEmpty && text.dropFirst(name.count).first == ";"
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace && scalar.properties.generalCategory != .spaceSeparator
    }

    /// `line` so that what it begins with is not taken for the mark of a list, as `2.` in `2. března` would be.
    static func withoutListMark(_ line: String) -> String {
        let number = line.prefix { $0.isASCII && $0.isNumber }
        let rest = line.dropFirst(number.count)
        let next = rest.dropFirst().first
        let beginsList =
            switch rest.first {
            case ".": !number.isEmpty && next?.isWhitespace ?? true
            // Three of these marks alone are a line across the page.
            case "-", "+": number.isEmpty && !(next?.isLetter ?? false) && !(next?.isNumber ?? false)
            default: false
            }
        guard beginsList else { return line }
        return "\(number)\\\(line.dropFirst(number.count))"
    }

    /// A link whose name is `text` (markdown already) and whose address cannot end it early.
    static func link(_ text: String, to address: String) -> String {
        let hasBrackets = address.utf8.contains { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }
        let closed = hasBrackets ? address.replacing("(", with: "%28").replacing(")", with: "%29") : address
        return "[\(text)](\(closed))"
    }
}
