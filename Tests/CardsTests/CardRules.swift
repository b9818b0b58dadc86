import Cards
import JSONTree

/// What every card has to keep so that Webex shows it: a few hard rules of Adaptive Cards 1.3.
enum CardRules {
    /// The elements that the cards may consist of, and the members that each must have.
    ///
    /// Webex supports more of them; what is not here has never been looked at in its clients.
    private static let required: [String: Set<String>] = [
        "AdaptiveCard": ["$schema", "version", "body"], "TextBlock": ["text", "wrap"], "Container": ["items"],
        "ColumnSet": ["columns"], "Column": ["width", "items"], "FactSet": ["facts"], "ActionSet": ["actions"],
        "Input.Text": ["id", "label"], "Input.Number": ["id", "label"],
        "Action.Submit": ["title", "data"], "Action.OpenUrl": ["title", "url"],
    ]

    /// The members that hold further elements.
    private static let children = ["body", "items", "columns", "actions"]

    /// Every rule that `card` breaks, in words.
    static func violations(of card: Card) -> [String] {
        var violations: [String] = []
        if card.content["version"] != "1.3" || card.content["type"] != "AdaptiveCard" { violations.append("version") }
        if card.size > Card.sizeLimit { violations.append("\(card.size) bytes") }
        if card.fallback.utf8.count > Card.fallbackLimit { violations.append("fallback too long") }
        if card.fallback.isEmpty { violations.append("no fallback") }
        if (texts(of: card) + [card.fallback]).contains(where: { $0.contains("${text.") }) {
            violations.append("an unfilled hole")
        }
        let ids = elements(of: card).compactMap { $0["id"]?.string }
        if Set(ids).count != ids.count { violations.append("two inputs of one name: \(ids)") }
        for element in elements(of: card) { violations += self.violations(of: element) }
        return violations
    }

    private static func violations(of object: JSONObject) -> [String] {
        var violations: [String] = []
        let type = object["type"]?.string ?? "nothing"
        guard let expected = required[type] else { return ["an element of type \(type)"] }
        let missing = expected.subtracting(object.members.map(\.name))
        if !missing.isEmpty { violations.append("\(type) lacks \(missing)") }
        if object.members.contains(where: { $0.value == .null }) { violations.append("\(type) with a null") }
        if object["wrap"].map({ $0 != true }) ?? false { violations.append("a text that does not wrap") }
        if let actions = object["actions"]?.array, actions.count > 5 || actions.isEmpty && type == "ActionSet" {
            violations.append("\(actions.count) actions in one set")
        }
        switch type {
        case "TextBlock": violations += ["text"].filter { object[$0]?.string?.isEmpty ?? true }
        case "FactSet": violations += (object["facts"]?.array ?? []).flatMap(factViolations)
        case "Action.Submit":
            violations += object["data"]?["command_keyword"]?.string == nil ? ["a button that asks for nothing"] : []
        case "Action.OpenUrl":
            violations += object["url"]?.string?.hasPrefix("https://") == true ? [] : ["an address that is not https"]
        default: break
        }
        if type.hasPrefix("Action."), object["title"]?.string?.isEmpty ?? true { violations.append("a blank button") }
        return violations
    }

    private static func factViolations(_ fact: JSONValue) -> [String] {
        ["title", "value"].filter { fact[$0]?.string?.isEmpty ?? true }.map { "a fact without \($0)" }
    }

    /// All elements of `card`, parents before their children.
    static func elements(of card: Card) -> [JSONObject] { elements(of: card.content) }

    private static func elements(of value: JSONValue) -> [JSONObject] {
        guard let object = value.object else { return [] }
        return [object] + children.flatMap { (object[$0]?.array ?? []).flatMap(elements) }
    }

    /// The texts of all text blocks of `card`, from top to bottom.
    static func texts(of card: Card) -> [String] {
        elements(of: card).filter { $0["type"] == "TextBlock" }.compactMap { $0["text"]?.string }
    }

    /// The names and values of all facts of `card`, in order.
    static func facts(of card: Card) -> [(title: String, value: String)] {
        elements(of: card).flatMap { $0["facts"]?.array ?? [] }
            .map { ($0["title"]?.string ?? "", $0["value"]?.string ?? "") }
    }

    /// The titles and addresses of all links of `card`, in order.
    static func links(of card: Card) -> [(title: String, address: String)] {
        elements(of: card).filter { $0["type"] == "Action.OpenUrl" }
            .map { ($0["title"]?.string ?? "", $0["url"]?.string ?? "") }
    }

    /// What the buttons of `card` send, in order, as Webex hands it back.
    static func submissions(of card: Card) -> [(title: String, submission: Submission)] {
        elements(of: card).filter { $0["type"] == "Action.Submit" }.map { action in
            let inputs = (action["data"]?.object?.members ?? []).map { ($0.name, $0.value.string ?? "") }
            return (action["title"]?.string ?? "", Submission(Dictionary(inputs) { first, _ in first }))
        }
    }
}
