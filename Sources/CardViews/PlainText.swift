/// Text for a terminal.
package enum PlainText {
    /// The words of markdown: emphasis is dropped, `[Video](https://…)` becomes `Video: https://…`.
    package static func reading(markdown: String) -> String {
        MarkdownPiece.pieces(of: markdown).map { piece in
            switch piece {
            case .text(let text): return text
            case .strong: return ""
            case .lineBreak: return "\n"
            case .link(let label, let address):
                let words = reading(markdown: label)
                return words == address ? address : "\(words): \(address)"
            }
        }.joined()
    }

    /// Breaks at blanks, at line ends, and where writing without blanks allows it; a word longer than `width` columns gets
    /// a line of its own.
    package static func wrap(_ text: String, width: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
            var lines: [String] = []
            var line = String(paragraph.prefix { $0 == " " })
            var used = line.count
            for word in paragraph.split(separator: " ") {
                var blank = line.allSatisfy { $0 == " " } ? "" : " "
                for part in parts(of: word) {
                    let partWidth = self.width(of: part)
                    if !line.allSatisfy({ $0 == " " }), used + blank.count + partWidth > width {
                        lines.append(line)
                        (line, used, blank) = ("", 0, "")
                    }
                    line += blank + part
                    used += blank.count + partWidth
                    blank = ""
                }
            }
            return lines + [trimmingEnd(line)]
        }
    }

    /// `text` with blanks after it, `width` columns in all.
    package static func pad(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - self.width(of: text)))
    }

    /// How many columns of a terminal `text` takes.
    package static func width(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + ($1.isWide ? 2 : 1) } }

    /// `lines` with a bar at their side.
    static func barred(_ lines: [String]) -> String {
        (["┌"] + lines.map { $0.isEmpty ? "│" : "│ \($0)" } + ["└"]).map { "  \($0)\n" }.joined()
    }

    /// A word in parts that may stand on different lines, as Chinese and Japanese do; a mark never begins a line.
    private static func parts(of word: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = word.startIndex
        for index in word.indices.dropFirst() {
            let (before, after) = (word[word.index(before: index)], word[index])
            guard before.isWide || after.isWide, !after.isPunctuation, !before.isOpening else { continue }
            parts.append(word[start..<index])
            start = index
        }
        return parts + [word[start...]]
    }

    static func trimmingEnd(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}

extension Character {
    /// Whether a terminal gives it two columns, as Unicode advises for East Asian scripts and for emoji.
    fileprivate var isWide: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: scalar.properties.isEmojiPresentation
        }
    }

    /// Whether it must not end a line.
    fileprivate var isOpening: Bool {
        unicodeScalars.first.map { [.openPunctuation, .initialPunctuation].contains($0.properties.generalCategory) }
            ?? false
    }
}
