package import Recordings

/// The recordings somebody may have, with the links to them.
package struct RecordingsCard: Sendable, Equatable {
    /// One recording and what Webex gave to fetch it by.
    package struct Entry: Sendable, Equatable {
        package var recording: Recording
        package var links: DownloadLinks

        package init(recording: Recording, links: DownloadLinks) {
            self.recording = recording
            self.links = links
        }
    }

    /// A meeting that ran, and its recordings in any order.
    package struct Group: Sendable, Equatable {
        package var meeting: Meeting
        package var entries: [Entry]

        package init(meeting: Meeting, entries: [Entry]) {
            self.meeting = meeting
            self.entries = entries
        }
    }

    /// What else there is to know about the answer.
    package enum Note: Sendable, Equatable {
        /// This many recordings of the meeting belong to others.
        case notTheirs(Int)
        /// This many recordings must not be downloaded, as their host or the site says.
        case downloadsPrevented(Int)
        /// This many recordings are held back because a rule could not be checked.
        case unchecked(Int)
        /// Nothing was found through the host that was typed; the requester's own view was taken.
        case hostUnknown
        /// There are more recordings than an answer shows.
        case moreExist
    }

    /// In any order; the newest meeting is shown first.
    package var groups: [Group]
    package var notes: [Note]
    /// What is said before anything else, such as a welcome.
    package var notices: [Phrase]
    /// What "Refresh links" sends; without it there is no such button.
    package var refresh: Submission?

    /// How many recordings one card shows.
    package static let entriesPerCard = 20
    /// How many recordings one answer shows; of more the newest are taken, with ``Note/moreExist``.
    package static let entriesPerAnswer = 100

    package init(
        groups: [Group], notes: [Note] = [], notices: [Phrase] = [], refresh: Submission? = nil
    ) {
        self.groups = groups
        self.notes = notes
        self.notices = notices
        self.refresh = refresh
    }

    static let shape: ValueShape = [
        "notices": .list(of: .value), "heading": .value,
        "meetings": .list(of: [
            "title": .value, "start": .value,
            "recordings": .list(of: [
                "topic": .value, "details": .value, "has_links": .value, "without_links": .value,
                "video": .value, "audio": .value, "transcript": .value,
            ]),
        ]),
        "notes": .list(of: .value), "links_expire": .value, "is_last": .value,
        "refresh": Submission.shape,
    ]
}

extension RecordingsCard.Note {
    var filled: Wording.Filled {
        switch self {
        case .notTheirs(let count): .init(.noteNotTheirs, count: count)
        case .downloadsPrevented(let count): .init(.noteDownloadsPrevented, count: count)
        case .unchecked(let count): .init(.noteUnchecked, count: count)
        case .hostUnknown: .init(.noteHostUnknown)
        case .moreExist: .init(.noteMoreExist)
        }
    }
}

extension CardLibrary {
    /// Deals the recordings out to messages.
    ///
    /// No card has more than ``RecordingsCard/entriesPerCard`` recordings or ``Card/sizeLimit`` bytes (one recording alone is
    /// never cut). No fallback is longer than ``Card/fallbackLimit``: it ends at a whole recording and says how many follow.
    ///
    /// - Parameters:
    ///   - answer: What to show.
    ///   - language: One of ``languages``; for any other the nearest is taken.
    ///   - zone: What times are shown in.
    /// - Returns: The messages in the order to send them; at least one.
    package func cards(
        _ answer: RecordingsCard, in language: Language, zone: DisplayZone = .utc
    ) -> [Card] {
        let phrasebook = phrasebook(language)
        let list = RecordingsList(answer, phrasebook, zone)
        var cards: [Card] = []
        var start = 0
        var count = RecordingsCard.entriesPerCard
        repeat {
            let (card, range) = card(list, from: start, upTo: count)
            cards.append(card)
            // The links of one answer are much alike, so what was far too much here is not tried again.
            (start, count) = (range.upperBound, min(RecordingsCard.entriesPerCard, 2 * range.count))
        } while start < list.rows.count
        return cards
    }

    /// The card that begins with the row at `start` and holds at most `limit` rows, as many as fit.
    private func card(
        _ list: RecordingsList, from start: Int, upTo limit: Int
    ) -> (card: Card, range: Range<Int>) {
        var count = min(limit, list.rows.count - start)
        while true {
            let page = RecordingsPage(list: list, range: start..<start + count)
            var card = Card(content: render(.recordings, page.values, in: list.phrasebook), fallback: "")
            let size = card.size
            guard size > Card.sizeLimit, count > 1 else {
                card.fallback = page.fallback
                return (card, page.range)
            }
            count = max(1, min(count - 1, count * Card.sizeLimit / size))
        }
    }
}
