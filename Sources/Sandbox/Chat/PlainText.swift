/// Text for a terminal.
enum PlainText {
    /// What bots write around a word or a paragraph; other tags are shown as they stand.
    private static let tags: Set = ["b", "i", "em", "strong", "p", "blockquote", "code", "pre", "h1", "h2", "h3"]

    /// The words of markdown: emphasis is dropped, `[Video](https://…)` becomes `Video: https://…`.
    static func reading(markdown: String) -> String {
        var text = ""
        var rest = markdown[...]
        while let character = rest.first {
            if character == "[", let link = Link(at: rest) {
                text += link.address == link.label ? link.address : "\(link.label): \(link.address)"
                rest = link.rest
            } else if character == "<", let tag = Tag(at: rest), tag.name == "br" || tags.contains(tag.name) {
                if tag.name == "br" { text += "\n" }
                rest = tag.rest
            } else if rest.hasPrefix("**") || rest.hasPrefix("__") {
                rest = rest.dropFirst(2)
            } else if character == "\\", let escaped = rest.dropFirst().first, !escaped.isLetter, !escaped.isNumber {
                text.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                text.append(character)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    /// Breaks at blanks and line ends; a word longer than `width` gets a line of its own.
    static func wrap(_ text: String, width: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
            var lines: [String] = []
            var line = String(paragraph.prefix { $0 == " " })
            for word in paragraph.split(separator: " ") {
                let isFirst = line.allSatisfy { $0 == " " }
                if !isFirst, line.count + 1 + word.count > width {
                    lines.append(line)
                    line = String(word)
                } else {
                    line += isFirst ? String(word) : " \(word)"
                }
            }
            return lines + [trimmingEnd(line)]
        }
    }

    static func pad(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static func trimmingEnd(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A tag of HTML, opening or closing: `<blockquote class="info">`.
    private struct Tag {
        let name: String
        let rest: Substring

        init?(at text: Substring) {
            guard let end = text.firstIndex(of: ">") else { return nil }
            let inside = text[..<end].dropFirst()
            let word = (inside.first == "/" ? inside.dropFirst() : inside).prefix { $0 != " " && $0 != "/" }
            name = word.lowercased()
            rest = text[text.index(after: end)...]
        }
    }

    /// A link in markdown, `[label](address)`.
    private struct Link {
        let label: String
        let address: String
        let rest: Substring

        init?(at text: Substring) {
            var depth = 0
            var end = text.startIndex
            while end < text.endIndex {
                let character = text[end]
                if character == "\\" { text.formIndex(after: &end) }
                if character == "[" { depth += 1 }
                if character == "]" { depth -= 1 }
                if depth == 0 { break }
                guard end < text.endIndex else { return nil }
                text.formIndex(after: &end)
            }
            guard end < text.endIndex, text[end...].hasPrefix("]("), let close = text[end...].firstIndex(of: ")") else {
                return nil
            }
            label = PlainText.reading(markdown: String(text[text.index(after: text.startIndex)..<end]))
            address = String(text[text.index(end, offsetBy: 2)..<close])
            rest = text[text.index(after: close)...]
        }
    }
}
