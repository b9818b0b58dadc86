/// Finds titles that contain some words, in any case and with or without accents.
struct TitleFilter: Sendable {
    private let words: [[String]]

    /// - Parameter text: Words as typed; whatever is neither letter nor digit separates them.
    init(_ text: String) {
        words = text.split { !$0.isLetter && !$0.isNumber }.map { Self.letters(of: $0) }
    }

    /// Whether all words stand in the title; without a word to look for, no title matches.
    func matches(_ title: String) -> Bool {
        let letters = Self.letters(of: title)
        return !words.isEmpty && words.allSatisfy { letters.contains($0) }
    }

    /// What tells the letters of a text apart when case and accents do not count.
    ///
    /// The name that Unicode gives to a letter with a mark is that of the letter, ` WITH ` and the mark. Going to upper case
    /// first takes letters together that have no common lower case, such as the two signs for `ss`.
    private static func letters(of text: some StringProtocol) -> [String] {
        text.uppercased().lowercased().unicodeScalars.compactMap { scalar in
            if scalar.isASCII { return String(scalar) }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: return nil
            default: return plainLetter(of: scalar)
            }
        }
    }

    private static func plainLetter(of scalar: Unicode.Scalar) -> String {
        guard let name = scalar.properties.name, let mark = name.firstRange(of: " WITH ") else { return String(scalar) }
        let plain = name[..<mark.lowerBound]
        // A letter of the Latin alphabet stands for itself, like one that was written without a mark.
        let latin = "LATIN SMALL LETTER "
        guard plain.hasPrefix(latin), plain.utf8.count == latin.utf8.count + 1 else { return String(plain) }
        return plain.suffix(1).lowercased()
    }
}
