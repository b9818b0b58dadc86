package import JSONTree
package import Markup

/// An Adaptive Card as HTML: the elements that bots' cards are made of, styled by ``stylesheet``, without scripts.
package enum CardHTML {
    /// Writes `card`, an Adaptive Card of version 1.3 or older.
    ///
    /// - Parameter card: Elements of unknown types are replaced by their fallback, or named.
    /// - Returns: One `article`.
    package static func html(of card: JSONValue) -> HTML {
        """
        <article class="card">
        \(elements(card["body"]))
        \(actions(card["actions"]))
        </article>
        """
    }

    /// The words of markdown, with strong ones and links as such; line ends are kept where the style keeps them.
    package static func html(ofMarkdown markdown: String) -> HTML {
        var html: HTML = ""
        var isStrong = false
        for piece in MarkdownPiece.pieces(of: markdown) {
            switch piece {
            case .text(let text): html = "\(html)\(text)"
            case .lineBreak: html = "\(html)<br>"
            case .link(let label, let address):
                html = "\(html)\(link(address, Self.html(ofMarkdown: label)))"
            case .strong:
                html = isStrong ? "\(html)</strong>" : "\(html)<strong>"
                isStrong.toggle()
            }
        }
        return isStrong ? "\(html)</strong>" : html
    }

    /// Only what a browser can be sent to safely is a link.
    private static func link(_ address: String, _ label: HTML, kind: String = "link") -> HTML {
        let isWeb = ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
        return isWeb
            ? "<a class=\"\(kind)\" href=\"\(address)\" rel=\"noreferrer\">\(label)</a>"
            : "<span class=\"\(kind)\">\(label)</span>"
    }

    private static func elements(_ list: JSONValue?) -> HTML {
        .joined((list?.array ?? []).filter { $0["isVisible"]?.bool ?? true }.map(element))
    }

    private static func element(_ element: JSONValue) -> HTML {
        let style = ElementStyle(element)
        switch element["type"]?.string {
        case "TextBlock":
            return "<p class=\"\(style.classes)\" dir=\"auto\">\(html(ofMarkdown: element["text"]?.string ?? ""))</p>"
        case "FactSet": return "<dl class=\"\(style.classes)\">\(facts(element["facts"]))</dl>"
        case "Container": return "<div class=\"\(style.classes)\">\(elements(element["items"]))</div>"
        case "ColumnSet":
            let columns = (element["columns"]?.array ?? []).filter { $0["isVisible"]?.bool ?? true }
            return "<div class=\"columns \(style.classes)\">\(HTML.joined(columns.map(column)))</div>"
        case "ActionSet": return "<div class=\"\(style.classes)\">\(actions(element["actions"]))</div>"
        case "Input.Text", "Input.Number": return input(element, style)
        case let type:
            guard let fallback = element["fallback"], fallback.object != nil else {
                return "<p class=\"unknown\">\(type ?? "an element without a type")</p>"
            }
            return Self.element(fallback)
        }
    }

    private static func facts(_ list: JSONValue?) -> HTML {
        .joined(
            (list?.array ?? []).map { fact in
                """
                <dt dir="auto">\(html(ofMarkdown: fact["title"]?.string ?? ""))</dt>\
                <dd dir="auto">\(html(ofMarkdown: fact["value"]?.string ?? ""))</dd>
                """
            })
    }

    private static func column(_ column: JSONValue) -> HTML {
        let classes = [column["width"]?.string == "auto" ? "narrow" : "wide", ElementStyle(column).classes]
        return "<div class=\"\(classes.joined(separator: " "))\">\(elements(column["items"]))</div>"
    }

    private static func input(_ element: JSONValue, _ style: ElementStyle) -> HTML {
        let isNumber = element["type"] == "Input.Number"
        let text = { (name: String) in element[name].map { $0.string ?? $0.text } ?? "" }
        let mark: HTML = element["isRequired"] == true ? " <span class=\"required\">*</span>" : ""
        let complaint = text("errorMessage")
        return """
            <label class="\(style.classes)"><span dir="auto">\(text("label"))\(mark)</span>
            <input type="\(isNumber ? "number" : "text")" value="\(text("value"))" \
            placeholder="\(text("placeholder"))" min="\(text("min"))" max="\(text("max"))" dir="auto">
            \(complaint.isEmpty ? "" : "<small dir=\"auto\">\(complaint)</small>" as HTML)</label>
            """
    }

    private static func actions(_ list: JSONValue?) -> HTML {
        let buttons = (list?.array ?? []).map { action -> HTML in
            let kind = ["button", action["style"]?.string ?? ""].joined(separator: " ")
            let title: HTML = "\(action["title"]?.string ?? "")"
            return link(action["url"]?.string ?? "", title, kind: kind)
        }
        return buttons.isEmpty ? "" : "<div class=\"actions\">\(HTML.joined(buttons))</div>"
    }
}

/// How an element stands among the others, as classes of the style sheet.
private struct ElementStyle {
    let classes: String

    /// Members that choose among a few words; each becomes a class such as `size-large`.
    private static let choices = ["size", "weight", "color", "spacing", "horizontalAlignment", "style"]

    init(_ element: JSONValue) {
        var classes = [(element["type"]?.string ?? "").lowercased().replacing(".", with: "-")]
        for name in Self.choices {
            guard let choice = element[name]?.string else { continue }
            classes.append("\(name)-\(choice)".lowercased())
        }
        if element["isSubtle"] == true { classes.append("subtle") }
        if element["separator"] == true { classes.append("separator") }
        self.classes = classes.joined(separator: " ")
    }
}
