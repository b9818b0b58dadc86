import JSONTree

/// Finds what Webex does not take in an Adaptive Card: unknown elements and actions, missing members, too many buttons.
///
/// What an element says it can be replaced by is looked at in its place.
struct CardCheck {
    /// A card as a whole, and each set of actions in it, has at most so many buttons.
    static let maximumActions = 5

    /// The members that an element or action cannot be without; those of types that are not here are not taken.
    private static let required: [String: [String]] = [
        "TextBlock": ["text"], "RichTextBlock": ["inlines"], "Image": ["url"], "ImageSet": ["images"],
        "FactSet": ["facts"], "Container": ["items"], "ColumnSet": [], "Column": [], "ActionSet": ["actions"],
        "Input.Text": ["id"], "Input.Number": ["id"], "Input.Date": ["id"], "Input.Time": ["id"],
        "Input.Toggle": ["id", "title"], "Input.ChoiceSet": ["id", "choices"], "Action.Submit": [],
        "Action.OpenUrl": ["url"], "Action.ShowCard": ["card"], "Action.ToggleVisibility": ["targetElements"],
    ]

    private static let lists: Set = ["choices", "facts", "images", "inlines", "items", "actions", "targetElements"]

    private var inputs: Set<String> = []

    /// Checks a whole card.
    ///
    /// - Throws: ``APIError`` 400 for the first thing that Webex does not take.
    static func check(_ card: JSONValue) throws {
        var check = CardCheck()
        try check.card(card)
    }

    private mutating func card(_ card: JSONValue) throws {
        guard card["type"]?.string == "AdaptiveCard" else { throw refusal("a card must be an AdaptiveCard") }
        try elements(card["body"], "body", prefix: nil)
        try actions(card["actions"])
    }

    private mutating func elements(_ value: JSONValue?, _ name: String, prefix: String?) throws {
        guard let value else { return }
        guard let elements = value.array else { throw refusal("'\(name)' must be a list") }
        for element in elements { try self.element(element, prefix: prefix) }
    }

    private mutating func actions(_ value: JSONValue?) throws {
        try elements(value, "actions", prefix: "Action.")
        guard value?.array?.count ?? 0 <= Self.maximumActions else {
            throw refusal("there are more than \(Self.maximumActions) actions in one place")
        }
    }

    /// `prefix` is what the type begins with where only some types may stand.
    private mutating func element(_ element: JSONValue, prefix: String?) throws {
        guard let type = element["type"]?.string else { throw refusal("an element has no type") }
        guard let required = Self.required[type], prefix.map(type.hasPrefix) ?? !type.hasPrefix("Action.") else {
            return try replacement(for: element, prefix: prefix)
        }
        for name in required { try check(element[name], name, of: type) }
        if type.hasPrefix("Input.") { try input(element) }
        if type == "FactSet" { try texts(["title", "value"], ofAll: element["facts"], in: type) }
        try elements(element["items"], "items", prefix: nil)
        try elements(element["images"], "images", prefix: "Image")
        for column in element["columns"]?.array ?? [] { try elements(column["items"], "items", prefix: nil) }
        if type == "ActionSet" { try actions(element["actions"]) }
        if let action = element["selectAction"] { try self.element(action, prefix: "Action.") }
        if let nested = element["card"] { try card(nested) }
    }

    /// What is not taken may say what to show in its place, or that it may be left out.
    private mutating func replacement(for element: JSONValue, prefix: String?) throws {
        guard let fallback = element["fallback"] else {
            throw refusal("\(element["type"]?.string ?? "") is not supported here")
        }
        if fallback.string != "drop" { try self.element(fallback, prefix: prefix) }
    }

    private func check(_ value: JSONValue?, _ name: String, of type: String) throws {
        let fits =
            switch name {
            case "card": value?.object != nil
            case let list where Self.lists.contains(list): value?.array != nil
            case "id", "url": value?.string?.isEmpty == false
            default: value?.string != nil
            }
        guard fits else { throw refusal("\(type) needs '\(name)'") }
    }

    private mutating func input(_ element: JSONValue) throws {
        guard let id = element["id"]?.string, inputs.insert(id).inserted else {
            throw refusal("two inputs have the same id")
        }
        try texts(["title", "value"], ofAll: element["choices"], in: "Input.ChoiceSet")
    }

    private func texts(_ names: [String], ofAll entries: JSONValue?, in type: String) throws {
        for entry in entries?.array ?? [] where !names.allSatisfy({ entry[$0]?.string != nil }) {
            throw refusal("\(type) needs \(names.joined(separator: " and ")) in every entry")
        }
    }

    private func refusal(_ problem: String) -> APIError {
        APIError.badRequest("The card is not valid: \(problem).")
    }
}
