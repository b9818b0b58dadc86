import JSONTree

/// The form that asks which meeting's recordings are wanted.
///
/// What it sends back is a ``Submission``.
package struct FormCard: Sendable, Equatable {
    /// What is said before anything else, such as a welcome or what was wrong.
    package var notices: [Phrase]
    /// Whether there is a field for the host; there is no use for it where only hosts may ask.
    package var asksForHost: Bool
    /// How many days back are looked through unless another number is typed.
    package var daysBack: Int
    package var maximumDaysBack: Int

    package init(notices: [Phrase] = [], asksForHost: Bool, daysBack: Int, maximumDaysBack: Int) {
        self.notices = notices
        self.asksForHost = asksForHost
        self.daysBack = daysBack
        self.maximumDaysBack = maximumDaysBack
    }

    static let shape: ValueShape = [
        "notices": .list(of: .value), "asks_for_host": .value, "days_back": .value, "maximum_days_back": .value,
        "days_label": .value, "days_error": .value, "hint": .value,
    ]
}

extension CardLibrary {
    /// The form as a message; its fallback says what to type instead.
    package func card(_ form: FormCard, in language: Language) -> Card {
        let phrasebook = phrasebook(language)
        let notices = form.notices.map { phrasebook.text($0.filled) }
        let maximum = ["maximum": String(form.maximumDaysBack)]
        let content = render(
            .form,
            [
                "notices": .array(notices.map(JSONValue.string)),
                "asks_for_host": .bool(form.asksForHost),
                "days_back": JSONValue(form.daysBack),
                "maximum_days_back": JSONValue(form.maximumDaysBack),
                "days_label": .string(phrasebook.text(.init(.formDaysLabel, maximum))),
                "days_error": .string(phrasebook.text(.init(.formDaysError, maximum))),
                "hint": .string(phrasebook.text(form.asksForHost ? .formHint : .formHintForHosts)),
            ], in: phrasebook)
        return Card(content: content, fallback: (notices + [phrasebook.text(.usage)]).joined(separator: "\n\n"))
    }
}
