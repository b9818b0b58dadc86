import CardViews

/// A form that somebody is filling in, field by field.
struct CardForm: Equatable {
    /// The public id of the message with the card.
    let messageID: String
    let card: CardText
    let button: CardButton
    private(set) var answers: [String: String] = [:]
    private var open: [CardField]

    /// Nothing when the card has no field to fill in or no button to send it with.
    init?(_ card: CardText, messageID: String) {
        guard let button = card.firstSubmit else { return nil }
        open = card.visibleFields.filter { button.scope.starts(with: $0.scope) }
        guard !open.isEmpty else { return nil }
        (self.card, self.messageID, self.button) = (card, messageID, button)
    }

    var isComplete: Bool { open.isEmpty }

    var prompt: String {
        guard let field = open.first else { return "" }
        let value = field.shownDefault
        return "  \(field.label)\(value.isEmpty ? "" : " [\(value)]"): "
    }

    /// Takes the answer to the field in question; the reason when it does not fit.
    mutating func answer(_ text: String) -> String? {
        guard let field = open.first else { return nil }
        guard let value = field.value(answering: text) else {
            return text.isEmpty ? "an answer is required" : "not one of the choices"
        }
        answers[field.id] = value
        open.removeFirst()
        return nil
    }
}
