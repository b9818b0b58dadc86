import Recordings

/// Words that somebody else chose, such as a title or what a person typed, fit to be shown on one line.
struct Label: Sendable, Equatable {
    /// One line of at most 128 characters, without control characters or marks that turn the direction of reading.
    ///
    /// Empty when nothing of it could be seen.
    let text: String

    /// As many accents as letters carry in earnest; more of them climb over the lines above and below.
    private static let marksPerLetter = 8

    /// Longer text ends in an ellipsis; characters are never cut in two.
    init(_ text: String) {
        var line = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars where !Self.turnsReading(scalar) {
            marks = Self.isMark(scalar) ? marks + 1 : 0
            guard marks <= Self.marksPerLetter else { continue }
            line.append(Self.isBlank(scalar) ? " " : scalar)
        }
        let words = String(line).split(separator: " ").joined(separator: " ")
        self.text = words.unicodeScalars.allSatisfy(Self.isInvisible) ? "" : words.cut(characters: 128, bytes: 512)
    }

    var isEmpty: Bool { text.isEmpty }

    /// The label as markdown that shows exactly it, at the beginning of a line too.
    var markdown: String { readsRightToLeft ? inlineMarkdown : Markdown.withoutListMark(inlineMarkdown) }

    /// The label as markdown that shows exactly it within a line.
    ///
    /// Right-to-left words are isolated, or they would draw the numbers and marks beside them to their own side.
    var inlineMarkdown: String {
        let escaped = Markdown.escape(text)
        return readsRightToLeft ? "\u{2068}\(escaped)\u{2069}" : escaped
    }
}

extension Label {
    private var readsRightToLeft: Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            // The blocks of Hebrew, Arabic and the scripts of their kind, as Unicode reserves them.
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
    }

    /// Embeddings, overrides, isolates and lone marks can make a name read as another one, or outlast it.
    private static func turnsReading(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isBidiControl || scalar == "\u{FEFF}"
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .enclosingMark].contains(scalar.properties.generalCategory)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar.properties.isDefaultIgnorableCodePoint
    }
}

extension String {
    /// As much of this text as fits into both limits; one character alone can have any number of bytes.
    func cut(characters: Int, bytes: Int) -> String {
        guard count > characters || utf8.count > bytes else { return self }
        let ellipsis = "…"
        var kept = ""
        var size = ellipsis.utf8.count
        for character in prefix(characters - 1) {
            size += character.utf8.count
            guard size <= bytes else { break }
            kept.append(character)
        }
        return kept.trimmingBlanks() + ellipsis
    }
}
