import Recordings

/// Words that somebody else chose, such as a title or what a person typed, fit to be shown on one line.
struct Label: Sendable, Equatable {
    /// One line of at most 128 characters, without control characters or marks that turn the direction of reading.
    let text: String

    /// Longer text ends in an ellipsis; characters are never cut in two.
    init(_ text: String) {
        var line = ""
        for scalar in text.unicodeScalars where !Self.turnsReading(scalar) {
            let isBlank = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            line.unicodeScalars.append(isBlank ? " " : scalar)
        }
        line = line.split(separator: " ").joined(separator: " ")
        self.text = Self.cut(line, characters: 128, bytes: 512)
    }

    /// The label as markdown that shows exactly it.
    var markdown: String { Markdown.withoutListMark(Markdown.escape(text)) }

    var isEmpty: Bool { text.isEmpty }

    /// As much of `text` as fits into both limits; one character alone can have any number of bytes.
    static func cut(_ text: String, characters: Int, bytes: Int) -> String {
        guard text.count > characters || text.utf8.count > bytes else { return text }
        let ellipsis = "…"
        var kept = ""
        var size = ellipsis.utf8.count
        for character in text.prefix(characters - 1) {
            size += character.utf8.count
            guard size <= bytes else { break }
            kept.append(character)
        }
        return kept.trimmingBlanks() + ellipsis
    }

    /// Embeddings, overrides and isolates can make a name read as another one.
    private static func turnsReading(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
