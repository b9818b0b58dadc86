import CardViews
import JSONTree

/// One message of the bot as it stands in the terminal: a bar at its side, what can be done with it below.
struct ReplyText {
    let text: String

    /// `recipient` is who it was written to when that is not who the reader is.
    init(_ message: BotMessage, card: CardText?, botName: String, recipient: Account?) {
        let body =
            card?.lines
            ?? PlainText.wrap(PlainText.reading(markdown: message.markdown ?? message.text ?? ""), width: 76)
        let place = message.space.map { " in \($0)" } ?? recipient.map { " to \($0.name)" } ?? ""
        var lines = ["┌ \(botName)\(place)"]
        lines += body.map { $0.isEmpty ? "│" : "│ \($0)" }
        lines.append("└" + Self.hint(card, recipient))
        text = lines.map { "  \($0)\n" }.joined()
    }

    /// What can be done with a card; with somebody else's, only by them.
    private static func hint(_ card: CardText?, _ recipient: Account?) -> String {
        guard let card, card.firstSubmit != nil else { return "" }
        if let recipient { return " /as \(recipient.firstName) to answer it" }
        var hints: [String] = []
        if !card.visibleFields.isEmpty { hints.append("/form fills it in") }
        let numbers = card.buttons.indices.filter { if case .submit = card.buttons[$0].action { true } else { false } }
        if let first = numbers.first { hints.append("/press \(first + 1) presses “\(card.buttons[first].title)”") }
        return hints.isEmpty ? "" : " " + hints.joined(separator: " · ")
    }
}
