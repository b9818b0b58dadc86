import FoundationEssentials
import Recordings

/// A card with invented data in it: what people look at who write templates or translate, and what tests check.
package struct CardSample: Sendable {
    package var card: CardLibrary.CardName
    /// When people see it, in English.
    package var situation: String
    /// In the order they are sent.
    package var messages: [Card]
}

extension CardLibrary {
    /// Every card in the situations that it is made for.
    ///
    /// - Parameters:
    ///   - language: One of ``languages``.
    ///   - titles: What meetings and topics are called, and what people typed; each is used.
    /// - Returns: Each card at least once, in the order of ``CardName``.
    package func samples(in language: Language, titles: [String] = SampleData.titles) -> [CardSample] {
        let data = SampleData(titles: titles)
        let recordings = data.answers.map { situation, answer in
            CardSample(card: .recordings, situation: situation, messages: cards(answer, in: language))
        }
        return data.forms.map { sample(.form, $0, card($1, in: language)) } + recordings
            + data.choices.map { sample(.meetings, $0, card($1, in: language)) }
            + data.notices.map { sample(.notice, $0, card($1, in: language)) }
            + data.states.map { sample(.status, $0, card($1, in: language)) }
    }

    private func sample(_ name: CardName, _ situation: String, _ card: Card) -> CardSample {
        CardSample(card: name, situation: situation, messages: [card])
    }
}

/// What the samples are filled with.
package struct SampleData: Sendable {
    /// What people call their meetings.
    package static let titles = ["Weekly review", "Quarterly numbers", "Budget 2026: Q&A", "Onboarding, part 2"]

    private let titles: [String]

    /// 2 March 2026, 09:00 UTC.
    private static let start = Date(timeIntervalSince1970: 1_772_442_000)

    init(titles: [String]) { self.titles = titles.isEmpty ? Self.titles : titles }

    private func title(_ index: Int) -> String { titles[index % titles.count] }
    private func day(_ index: Int) -> Date { Self.start.addingTimeInterval(-7 * 86_400 * Double(index)) }

    var forms: [(String, FormCard)] {
        let form = FormCard(asksForHost: true, daysBack: 10, maximumDaysBack: 365)
        var first = form
        first.notices = [.welcome]
        var wrong = form
        wrong.notices = [.unreadablePart(title(0))]
        var strict = form
        (strict.asksForHost, strict.notices) = (false, [.numberLength(8)])
        return [
            ("the first answer to somebody", first), ("a part of the request cannot be read", wrong),
            ("only hosts may ask, and the number is too short", strict),
        ]
    }

    var answers: [(String, RecordingsCard)] {
        let all = titles.indices.map { group($0, recordings: $0 == 0 ? 2 : 1) }
        let first = RecordingsCard(groups: [group(0, recordings: 1)], notices: [.welcome], refresh: again)
        let several = RecordingsCard(
            groups: all + [group(titles.count, recordings: 1, ticket: nil)],
            notes: [.hostUnknown, .notTheirs(3), .downloadsPrevented(1), .unchecked(2)], refresh: again)
        let many = RecordingsCard(
            groups: [
                group(
                    0, recordings: RecordingsCard.entriesPerCard + 1, ticket: String(repeating: "0a1b2c3d", count: 16))
            ], refresh: again)
        return [
            ("one recording", first), ("several meetings, and others that are not theirs to have", several),
            ("more recordings than one card holds", many),
        ]
    }

    var choices: [(String, MeetingsCard)] {
        let offered = (0..<MeetingsCard.mostChoices).map { index in
            MeetingsCard.Choice(
                title: title(index), start: day(index),
                request: Submission(.recordings, daysBack: "30", sealedMeeting: Self.seal))
        }
        return [
            ("their own latest meetings", MeetingsCard(heading: .chooseMeeting, choices: offered, moreExist: true)),
            (
                "several meetings of that title",
                MeetingsCard(heading: .chooseTitled(title(0)), choices: Array(offered.prefix(2)))
            ),
        ]
    }

    var notices: [(String, NoticeCard)] {
        let notify = Submission(.notify, meetingNumber: "25512345678", daysBack: "10")
        return [
            ("the recording is not ready yet", NoticeCard(.notRecordedYet, notify: notify)),
            ("the first answer is a no", NoticeCard(.denied(.notHost), notices: [.welcome])),
            ("words that no title has", NoticeCard(.titleNotFound(title(0), days: 30))),
        ]
    }

    var states: [(String, StatusCard)] {
        let outcomes = [("permitted", 214), ("denied", 12), ("nodata", 31), ("invalid", 9), ("unavailable", 2)]
        let good = StatusCard(
            version: "1.0.0", runningSince: day(1), transport: "connected", grant: "held",
            grantEnds: day(-12), settings: "in-force", watches: 3,
            outcomes: outcomes.map(StatusCard.Outcome.init), failures: [])
        var bad = good
        (bad.transport, bad.grant, bad.grantEnds, bad.settings) = ("reconnecting", "missing", nil, "refused")
        bad.alerts = ["grant-ended", "settings-refused"]
        bad.failures = titles.indices.map { index in
            StatusCard.Failure(time: day(index), reference: "4f1c09a\(index % 10)", code: "webex-unavailable")
        }
        return [("all is well", good), ("all is not well", bad)]
    }
}

extension SampleData {
    private static let seal = "1775034000.aW5zdGFuY2UtMQ.q0Jm3yVb1dUoXb1t2v0v2m4m3qgqv1o2m9d3h0y5r7k"

    private var again: Submission { Submission(.refresh, meetingNumber: "25512345678", daysBack: "10") }

    /// `ticket` stands in every link; without one there are none.
    private func group(_ index: Int, recordings count: Int, ticket: String? = "sample") -> RecordingsCard.Group {
        let meeting = Meeting(
            id: MeetingID("meeting-\(index)"), series: MeetingID("series-\(index)"), title: title(index),
            host: Meeting.Host(id: nil, email: nil), start: day(index))
        let entries = (0..<count).map { part in
            let topic = count > 1 ? "\(title(index)) \(part + 1)" : title(index)
            return RecordingsCard.Entry(
                recording: recording(topic, of: meeting, part),
                links: ticket.map { links(index, part, ticket: $0) } ?? .none)
        }
        return RecordingsCard.Group(meeting: meeting, entries: entries)
    }

    private func recording(_ topic: String, of meeting: Meeting, _ part: Int) -> Recording {
        let start = meeting.start ?? Self.start
        return Recording(
            id: RecordingID("\(meeting.id)-\(part)"), meeting: meeting.id, series: meeting.series, topic: topic,
            recordedAt: start.addingTimeInterval(Double(60 + 1_800 * part)), hostEmail: nil,
            length: .seconds(1_700 - 90 * (part % 9)), size: 123_400_000, preventsDownload: false)
    }

    /// Not every recording has an audio file and a transcript of its own.
    private func links(_ index: Int, _ part: Int, ticket: String) -> DownloadLinks {
        let address = { (name: String) in "https://files.example.com/\(index)/\(part)/\(name)?ticket=\(ticket)" }
        return DownloadLinks(
            video: address("recording.mp4"), audio: address("recording.mp3"),
            transcript: part == 0 ? address("recording.vtt") : nil,
            expiration: Self.start.addingTimeInterval(3 * 3_600))
    }
}

extension DownloadLinks {
    fileprivate static let none = DownloadLinks(video: nil, audio: nil, transcript: nil, expiration: nil)
}
