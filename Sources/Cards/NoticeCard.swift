import JSONTree

/// A sentence with something to press below it.
package struct NoticeCard: Sendable, Equatable {
    /// What is said before anything else, such as a welcome.
    package var notices: [Phrase]
    package var phrase: Phrase
    /// What "Tell me when it is ready" sends; without it there is no such button.
    package var notify: Submission?

    package init(_ phrase: Phrase, notify: Submission? = nil, notices: [Phrase] = []) {
        self.phrase = phrase
        self.notify = notify
        self.notices = notices
    }

    static let shape: ValueShape = ["texts": .list(of: .value), "notify": Submission.shape]
}

extension CardLibrary {
    /// The sentence as a message; its fallback is the sentence alone.
    package func card(_ notice: NoticeCard, in language: Language) -> Card {
        let phrasebook = phrasebook(language)
        let texts = (notice.notices + [notice.phrase]).map { phrasebook.text($0.filled) }
        let content = render(
            .notice,
            ["texts": .array(texts.map(JSONValue.string)), "notify": notice.notify?.values ?? .null], in: phrasebook)
        return Card(content: content, fallback: texts.joined(separator: "\n\n"))
    }
}
