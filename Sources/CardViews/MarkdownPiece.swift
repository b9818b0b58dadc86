/// What a text in the markdown of Webex consists of.
enum MarkdownPiece: Equatable {
    case text(String)
    /// Begins or ends strong words.
    case strong
    /// Another line of the same paragraph.
    case lineBreak
    /// The label is markdown too.
    case link(label: String, address: String)

    /// What bots write around a word or a paragraph; other tags are shown as they stand.
    private static let tags: Set = ["b", "i", "em", "strong", "p", "blockquote", "code", "pre", "h1", "h2", "h3"]

    /// Takes `markdown` apart; marks that begin nothing are text.
    static func pieces(of markdown: String) -> [MarkdownPiece] {
        var pieces: [MarkdownPiece] = []
        var text = ""
        var rest = markdown[...]
        let endText = {
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
        }
        while let character = rest.first {
            if character == "[", let link = MarkdownLink(at: rest) {
                endText()
                pieces.append(.link(label: link.label, address: link.address))
                rest = link.rest
            } else if character == "<", let tag = Tag(at: rest), tag.name == "br" || tags.contains(tag.name) {
                endText()
                if tag.name == "br" { pieces.append(.lineBreak) }
                if ["b", "strong"].contains(tag.name) { pieces.append(.strong) }
                rest = tag.rest
            } else if rest.hasPrefix("**") || rest.hasPrefix("__") {
                endText()
                pieces.append(.strong)
                rest = rest.dropFirst(2)
            } else if character == "\\", let escaped = rest.dropFirst().first, !escaped.isLetter, !escaped.isNumber {
                text.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                text.append(character)
                rest = rest.dropFirst()
            }
        }
        endText()
        return pieces
    }
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
private struct MarkdownLink {
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
        label = String(text[text.index(after: text.startIndex)..<end])
        address = String(text[text.index(end, offsetBy: 2)..<close])
        rest = text[text.index(after: close)...]
    }
}
