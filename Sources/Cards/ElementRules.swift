import JSONTree

/// What Webex shows of Adaptive Cards: the elements of version 1.3 without media, and five actions side by side.
///
/// - SeeAlso: <https://developer.webex.com/docs/buttons-and-cards>
struct ElementRules {
    private static let known: Set = [
        "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "Image", "ImageSet", "Container", "ColumnSet",
        "Column", "FactSet", "ActionSet", "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle",
        "Input.ChoiceSet", "Action.OpenUrl", "Action.Submit", "Action.ShowCard", "Action.ToggleVisibility",
    ]

    private static let mostActions = 5

    /// What a card breaks, each with its place; that it is a card at all is for others to see.
    static func violations(inCard root: JSONNode) -> [(text: String, position: JSONPosition)] {
        root.members.filter { $0.name != "type" }.flatMap(violations(ofMember:))
    }

    private static func violations(ofElement node: JSONNode) -> [(text: String, position: JSONPosition)] {
        switch node.content {
        case .array(let nodes): return nodes.flatMap(violations(ofElement:))
        case .object(let members): return members.flatMap(violations(ofMember:))
        default: return []
        }
    }

    private static func violations(ofMember member: JSONNode.Member) -> [(text: String, position: JSONPosition)] {
        switch (member.name, member.value.content) {
        // What a button sends is not looked into by anybody but us.
        case ("data", _): return []
        case ("type", .string(let type)) where !known.contains(type):
            return [("Webex shows no element of the type \"\(type)\"", member.value.position)]
        case ("actions", .array(let actions)) where actions.count > mostActions:
            let text = "Webex shows \(mostActions) actions side by side, and these are \(actions.count)"
            return [(text, member.position)] + violations(ofElement: member.value)
        default: return violations(ofElement: member.value)
        }
    }
}
