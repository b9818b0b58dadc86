package import FoundationEssentials
import JSONTree
import Recordings

/// Meetings to choose from, each with a button that asks for its recordings.
package struct MeetingsCard: Sendable, Equatable {
    /// One meeting that ran.
    package struct Choice: Sendable, Equatable {
        package var title: String
        package var start: Date?
        /// What its button sends.
        package var request: Submission

        package init(title: String, start: Date?, request: Submission) {
            self.title = title
            self.start = start
            self.request = request
        }
    }

    /// What is said before anything else, such as a welcome.
    package var notices: [Phrase]
    /// Why there is something to choose.
    package var heading: Phrase
    /// In the order to show them; at most ``mostChoices``.
    package var choices: [Choice]
    /// Whether there are more meetings than are shown.
    package var moreExist: Bool

    /// How many meetings a card offers.
    package static let mostChoices = 5

    package init(heading: Phrase, choices: [Choice], moreExist: Bool = false, notices: [Phrase] = []) {
        self.heading = heading
        self.choices = choices
        self.moreExist = moreExist
        self.notices = notices
    }

    static let shape: ValueShape = [
        "notices": .list(of: .value), "heading": .value,
        "meetings": .list(of: ["title": .value, "start": .value, "request": Submission.shape]),
        "more": .value,
    ]
}

extension CardLibrary {
    /// The choice as a message; its fallback lists the meetings, and says that it takes a Webex app to choose.
    ///
    /// - Parameters:
    ///   - meetings: What to offer.
    ///   - language: One of ``languages``; for any other the nearest is taken.
    ///   - zone: What times are shown in.
    /// - Returns: One message.
    package func card(_ meetings: MeetingsCard, in language: Language, zone: DisplayZone = .utc) -> Card {
        let phrasebook = phrasebook(language)
        let notices = meetings.notices.map { phrasebook.text($0.filled) }
        let heading = phrasebook.text(meetings.heading.filled)
        let more = meetings.moreExist ? phrasebook.text(.moreMeetings) : nil
        let rows = meetings.choices.prefix(MeetingsCard.mostChoices).map { choice in
            Row(choice, phrasebook, zone)
        }
        let content = render(
            .meetings,
            [
                "notices": .array(notices.map(JSONValue.string)),
                "heading": .string(heading),
                "meetings": .array(rows.map(\.values)),
                "more": JSONValue(more),
            ], in: phrasebook)
        let list = rows.map { "- \($0.title)\($0.start.map { " · " + $0 } ?? "")" }.joined(separator: "\n")
        let fallback = notices + [heading, list] + [more].compactMap { $0 } + [phrasebook.text(.chooseOnCard)]
        return Card(content: content, fallback: fallback.joined(separator: "\n\n"))
    }
}

/// One meeting in the words it is shown in.
private struct Row {
    let title: String
    let start: String?
    let request: JSONValue

    init(_ choice: MeetingsCard.Choice, _ phrasebook: Phrasebook, _ zone: DisplayZone) {
        let title = Label(choice.title)
        self.title = title.isEmpty ? phrasebook.text(.untitled) : title.markdown
        start = choice.start.map { phrasebook.time($0, in: zone) }
        request = choice.request.values
    }

    var values: JSONValue {
        [
            "title": .string(title), "start": JSONValue(start.map(Markdown.withoutListMark)), "request": request,
        ]
    }
}
