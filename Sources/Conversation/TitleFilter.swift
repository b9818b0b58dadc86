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
    /// There and back between the cases takes letters together that have no common lower case, such as the signs for `ss`.
    private static func letters(of text: some StringProtocol) -> [String] {
        text.lowercased().uppercased().lowercased().unicodeScalars.compactMap { scalar in
            if scalar.isASCII { return String(scalar) }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: return nil
            default: return plainLetter(of: scalar)
            }
        }
    }

    /// Unicode names a letter with a mark by the letter, ` WITH ` and the mark.
    private static func plainLetter(of scalar: Unicode.Scalar) -> String {
        guard let name = scalar.properties.name else { return String(scalar) }
        let plain = name.firstRange(of: " WITH ").map { name[..<$0.lowerBound] } ?? name[...]
        // A letter of the basic alphabet stands for itself, like one that was written without a mark.
        let latin = "LATIN SMALL LETTER "
        guard plain.hasPrefix(latin), plain.utf8.count == latin.utf8.count + 1 else { return String(plain) }
        return plain.suffix(1).lowercased()
    }
}
