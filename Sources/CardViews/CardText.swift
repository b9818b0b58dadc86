package import JSONTree

/// An Adaptive Card as it reads in a terminal, with what can be filled in and pressed.
package struct CardText: Sendable, Equatable {
    /// Without line ends.
    package private(set) var lines: [String]
    /// In the order of their numbers; hidden ones have none and come wherever they stand.
    package private(set) var fields: [CardField]
    /// In the order of their numbers.
    package private(set) var buttons: [CardButton]

    /// Lays out `card`, an Adaptive Card of version 1.3 or older.
    ///
    /// - Parameters:
    ///   - card: Elements of unknown types are replaced by their fallback or left out.
    ///   - width: Where paragraphs are wrapped, in characters; addresses are never broken.
    package init(_ card: JSONValue, width: Int = 76) {
        var renderer = CardRenderer()
        lines = renderer.card(card, width: width)
        (fields, buttons) = (renderer.fields, renderer.buttons)
    }

    /// The fields that people are asked to fill in.
    package var visibleFields: [CardField] { fields.filter { !$0.isHidden } }

    /// The button that sends the form when nobody says which.
    package var firstSubmit: CardButton? {
        buttons.first { if case .submit = $0.action { true } else { false } }
    }

    /// What pressing `button` submits.
    ///
    /// - Parameters:
    ///   - button: One of ``buttons``.
    ///   - answers: What was filled in, by the field's id; the others keep their defaults.
    /// - Returns: The button's own data with the fields of its card and the cards around that; a link submits nothing.
    package func inputs(pressing button: CardButton, answers: [String: String] = [:]) -> JSONObject {
        guard case .submit(var inputs) = button.action else { return JSONObject() }
        for field in fields where button.scope.starts(with: field.scope) {
            inputs[field.id] = .string(answers[field.id] ?? field.defaultValue)
        }
        return inputs
    }
}
