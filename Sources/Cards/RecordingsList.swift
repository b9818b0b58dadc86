import FoundationEssentials
import Recordings

/// An answer's recordings in the order and the words they are shown in, before they are dealt out to cards.
struct RecordingsList: Sendable {
    /// One meeting that ran.
    struct Heading: Sendable, Equatable {
        var title: String
        var start: String?
    }

    /// One recording.
    struct Row: Sendable {
        var meeting: Heading
        /// Tells meetings apart that have the same title and start.
        var meetingIndex: Int
        var topic: String
        var details: String
        var links: [CardLink]
        var expiration: Date?
    }

    let phrasebook: Phrasebook
    let zone: DisplayZone
    let notices: [String]
    let notes: [String]
    let rows: [Row]
    let refresh: Submission?

    init(_ answer: RecordingsCard, _ phrasebook: Phrasebook, _ zone: DisplayZone) {
        let all = answer.groups.sorted { $0.newest > $1.newest }.enumerated().flatMap { index, group in
            group.entries.sorted { $0.recording.recordedAt > $1.recording.recordedAt }.map { entry in
                Row(entry, of: group.meeting, index, phrasebook, zone)
            }
        }
        var notes = answer.notes
        if all.count > RecordingsCard.entriesPerAnswer, !notes.contains(.moreExist) { notes.append(.moreExist) }
        rows = Array(all.prefix(RecordingsCard.entriesPerAnswer))
        self.notes = notes.map { phrasebook.text($0.filled) }
        notices = answer.notices.map { phrasebook.text($0.filled) }
        refresh = answer.refresh
        self.phrasebook = phrasebook
        self.zone = zone
    }
}

extension RecordingsCard.Group {
    /// When the meeting began, else when its newest recording did.
    fileprivate var newest: Date { meeting.start ?? entries.map(\.recording.recordedAt).max() ?? .distantPast }
}

extension RecordingsList.Row {
    fileprivate init(
        _ entry: RecordingsCard.Entry, of meeting: Meeting, _ index: Int, _ phrasebook: Phrasebook, _ zone: DisplayZone
    ) {
        let recording = entry.recording
        let untitled = phrasebook.text(.untitled)
        let topic = Label(recording.topic)
        let title = Label(meeting.title)
        let fileName = topic.isEmpty ? title.isEmpty ? Label(untitled) : title : topic
        let start = meeting.start.map { phrasebook.time($0, in: zone) }
        self.meeting = .init(title: title.isEmpty ? untitled : title.markdown, start: start)
        meetingIndex = index
        self.topic = topic.isEmpty ? untitled : topic.markdown
        details = [
            phrasebook.time(recording.recordedAt, in: zone),
            recording.length > .zero ? Phrasebook.length(recording.length) : nil,
            phrasebook.size(recording.size),
        ].compactMap { $0 }.joined(separator: " · ")
        links = LinkKind.allCases.compactMap { kind in
            entry.links[kind].flatMap { CardLink($0, kind: kind, topic: fileName) }
        }
        expiration = links.isEmpty ? nil : entry.links.expiration
    }
}

extension DownloadLinks {
    fileprivate subscript(kind: LinkKind) -> String? {
        switch kind {
        case .video: video
        case .audio: audio
        case .transcript: transcript
        }
    }
}
