import JSONTree

/// Walks through a card, writes it down and collects fields and buttons on the way.
struct CardRenderer {
    private(set) var fields: [CardField] = []
    private(set) var buttons: [CardButton] = []
    private var fieldNumber = 0
    private var scope: [Int] = []

    mutating func card(_ card: JSONValue, width: Int) -> [String] {
        var lines = elements(card["body"]?.array ?? [], width: width)
        let actions = card["actions"]?.array ?? []
        if !actions.isEmpty, !lines.isEmpty { lines.append("") }
        return lines + self.actions(actions, width: width)
    }

    private mutating func elements(_ elements: [JSONValue], width: Int) -> [String] {
        var lines: [String] = []
        for element in elements {
            guard element["isVisible"]?.bool ?? true else {
                collectHidden(element)
                continue
            }
            let rendered = self.element(element, width: width)
            guard !rendered.isEmpty else { continue }
            // A large title is underlined already.
            if let last = lines.last, !last.hasPrefix("─") { lines += separation(before: element, width: width) }
            lines += rendered
        }
        return lines
    }

    private func separation(before element: JSONValue, width: Int) -> [String] {
        if element["separator"]?.bool == true { return [String(repeating: "─", count: min(width, 40))] }
        let spacing = element["spacing"]?.string?.lowercased() ?? ""
        return ["medium", "large", "extralarge", "padding"].contains(spacing) ? [""] : []
    }

    private mutating func element(_ element: JSONValue, width: Int) -> [String] {
        switch element["type"]?.string {
        case "TextBlock": Self.textBlock(element, width: width)
        case "RichTextBlock": PlainText.wrap(Self.inlines(element), width: width)
        case "FactSet": Self.facts(element, width: width)
        case "Image": Self.image(element) + select(element, width: width)
        case "ImageSet": (element["images"]?.array ?? []).flatMap(Self.image)
        case "Container", "Column":
            elements(element["items"]?.array ?? [], width: width) + select(element, width: width)
        case "ColumnSet": columns(element, width: width) + select(element, width: width)
        case "ActionSet": actions(element["actions"]?.array ?? [], width: width)
        case let type? where type.hasPrefix("Input."): input(element, width: width)
        default: element["fallback"]?.object == nil ? [] : self.element(element["fallback"] ?? .null, width: width)
        }
    }

    private static func textBlock(_ element: JSONValue, width: Int) -> [String] {
        let lines = PlainText.wrap(PlainText.reading(markdown: element["text"]?.string ?? ""), width: width)
        let size = element["size"]?.string?.lowercased() ?? ""
        guard ["large", "extralarge"].contains(size), let longest = lines.map({ PlainText.width(of: $0) }).max(),
            longest > 0
        else {
            return lines
        }
        return lines + [String(repeating: "─", count: longest)]
    }

    private static func inlines(_ element: JSONValue) -> String {
        (element["inlines"]?.array ?? []).map { $0.string ?? $0["text"]?.string ?? "" }.joined()
    }

    private static func facts(_ element: JSONValue, width: Int) -> [String] {
        let facts = (element["facts"]?.array ?? []).map { fact in
            (PlainText.reading(markdown: fact["title"]?.string ?? ""), fact["value"]?.string ?? "")
        }
        let column = facts.map { PlainText.width(of: $0.0) }.max() ?? 0
        return facts.flatMap { title, value in
            let lines = PlainText.wrap(PlainText.reading(markdown: value), width: max(20, width - column - 2))
            let titles = [title] + Array(repeating: "", count: max(0, lines.count - 1))
            return zip(titles, lines.isEmpty ? [""] : lines).map { PlainText.pad($0, to: column) + "  " + $1 }
        }
    }

    private static func image(_ element: JSONValue) -> [String] {
        element["altText"]?.string.flatMap { $0.isEmpty ? nil : ["(picture: \($0))"] } ?? []
    }

    /// Side by side when that fits, else one below the other.
    private mutating func columns(_ element: JSONValue, width: Int) -> [String] {
        let columns = (element["columns"]?.array ?? [])
            .filter { $0["isVisible"]?.bool ?? true }
            .map { elements($0["items"]?.array ?? [], width: width) + select($0, width: width) }
            .filter { !$0.isEmpty }
        let widths = columns.map { $0.map { PlainText.width(of: $0) }.max() ?? 0 }
        let gap = "   "
        guard widths.reduce(0, +) + gap.count * max(0, columns.count - 1) <= width else {
            return Array(columns.joined())
        }
        return (0..<(columns.map(\.count).max() ?? 0)).map { row in
            let cells = zip(columns, widths).map { lines, width in
                PlainText.pad(row < lines.count ? lines[row] : "", to: width)
            }
            return PlainText.trimmingEnd(cells.joined(separator: gap))
        }
    }

    private mutating func input(_ element: JSONValue, width: Int) -> [String] {
        guard let field = CardField(element, scope: scope, isHidden: false) else { return [] }
        fields.append(field)
        fieldNumber += 1
        let mark = field.isRequired ? " *" : ""
        let hint = field.hint.map { "  (\($0))" } ?? ""
        let blank = "________"
        switch field.kind {
        case .typed:
            let value = field.defaultValue.isEmpty ? blank : "[\(field.defaultValue)]"
            return ["\(fieldNumber). \(field.label)\(mark): \(value)\(hint)"]
        case .toggle:
            return ["\(fieldNumber). \(field.label)\(mark): [\(field.shownDefault)]"]
        case .choice(let choices):
            let value = field.defaultValue.isEmpty ? blank : "[\(field.shownDefault)]"
            return ["\(fieldNumber). \(field.label)\(mark): \(value)"]
                + choices.enumerated().map { "     \($0.offset + 1) \($0.element.title)" }
        }
    }

    private mutating func collectHidden(_ element: JSONValue) {
        if let field = CardField(element, scope: scope, isHidden: true) { fields.append(field) }
        for name in ["items", "columns"] { (element[name]?.array ?? []).forEach { collectHidden($0) } }
    }

    /// What pressing the element itself does.
    private mutating func select(_ element: JSONValue, width: Int) -> [String] {
        element["selectAction"].map { actions([$0], width: width) } ?? []
    }

    private mutating func actions(_ actions: [JSONValue], width: Int) -> [String] {
        // The addresses of one set stand below each other.
        let links = actions.filter { $0["type"]?.string == "Action.OpenUrl" }
        let linkWidth = links.compactMap { $0["title"]?.string.map { PlainText.width(of: $0) } }.max() ?? 0
        return actions.flatMap { action -> [String] in
            let title = action["title"]?.string
            switch action["type"]?.string {
            case "Action.Submit":
                return button(title ?? "Submit", .submit(action["data"]?.object ?? JSONObject()))
            case "Action.OpenUrl":
                let url = action["url"]?.string ?? ""
                return button(PlainText.pad(title ?? "Open", to: linkWidth), .open(url: url)).map { "\($0) → \(url)" }
            case "Action.ShowCard":
                return showCard(action, title: title ?? "More", width: width)
            default: return []
            }
        }
    }

    private mutating func button(_ title: String, _ action: CardButton.Action) -> [String] {
        buttons.append(CardButton(title: PlainText.trimmingEnd(title), action: action, scope: scope))
        return ["[\(buttons.count)] \(title)"]
    }

    /// The nested card is written below its title: there is nothing to unfold in a terminal.
    private mutating func showCard(_ action: JSONValue, title: String, width: Int) -> [String] {
        scope.append(fields.count + buttons.count + 1)
        defer { scope.removeLast() }
        let lines = card(action["card"] ?? .null, width: width - 4)
        return ["▾ \(title)"] + lines.map { $0.isEmpty ? "" : "    \($0)" }
    }
}
