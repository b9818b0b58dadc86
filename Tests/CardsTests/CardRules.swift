import Cards
import JSONTree

/// What every card has to keep so that Webex shows it: a few hard rules of Adaptive Cards 1.3.
enum CardRules {
    /// The elements the cards may consist of, and the members each must have.
    private static let required: [String: Set<String>] = [
        "AdaptiveCard": ["$schema", "version", "body"], "TextBlock": ["text", "wrap"], "Container": ["items"],
        "ActionSet": ["actions"], "Input.Text": ["id", "label"], "Input.Number": ["id", "label"],
        "Action.Submit": ["title", "data"], "Action.OpenUrl": ["title", "url"],
    ]

    /// Every rule that `card` breaks, in words.
    static func violations(of card: Card) -> [String] {
        var violations: [String] = []
        if card.content["version"] != "1.3" || card.content["type"] != "AdaptiveCard" { violations.append("version") }
        if card.size > Card.sizeLimit { violations.append("\(card.size) bytes") }
        if card.fallback.utf8.count > Card.fallbackLimit { violations.append("fallback too long") }
        if card.fallback.contains("${") || card.content.text.contains("${") { violations.append("an unfilled hole") }
        check(card.content, &violations)
        return violations
    }

    private static func check(_ value: JSONValue, _ violations: inout [String]) {
        guard let object = value.object else { return violations.append("an element that is no object: \(value)") }
        let type = object["type"]?.string ?? "nothing"
        let names = Set(object.members.map(\.name))
        guard let expected = required[type] else { return violations.append("an element of type \(type)") }
        if !expected.isSubset(of: names) { violations.append("\(type) lacks \(expected.subtracting(names))") }
        if object["wrap"].map({ $0 != true }) ?? false { violations.append("a text that does not wrap") }
        if type == "TextBlock", object["text"]?.string?.isEmpty ?? true {
            violations.append("a text block without text")
        }
        for name in ["body", "items", "actions"] {
            let children = object[name]?.array ?? []
            if name == "actions", children.count > 5 { violations.append("\(children.count) actions in one set") }
            for child in children { check(child, &violations) }
        }
    }

    /// All elements of `card`, parents before their children.
    static func elements(of card: Card) -> [JSONObject] { elements(of: card.content) }

    private static func elements(of value: JSONValue) -> [JSONObject] {
        guard let object = value.object else { return [] }
        return [object] + ["body", "items", "actions"].flatMap { (object[$0]?.array ?? []).flatMap(elements) }
    }

    /// The texts of all text blocks of `card`, from top to bottom.
    static func texts(of card: Card) -> [String] {
        elements(of: card).filter { $0["type"] == "TextBlock" }.compactMap { $0["text"]?.string }
    }

    /// The titles and addresses of all links of `card`, in order.
    static func links(of card: Card) -> [(title: String, address: String)] {
        elements(of: card).filter { $0["type"] == "Action.OpenUrl" }
            .map { ($0["title"]?.string ?? "", $0["url"]?.string ?? "") }
    }
}
