import JSONTree

/// The part of an answer that one card shows.
struct RecordingsPage {
    let list: RecordingsList
    let range: Range<Int>

    private var phrasebook: Phrasebook { list.phrasebook }
    private var rows: ArraySlice<RecordingsList.Row> { list.rows[range] }
    private var isLast: Bool { range.upperBound == list.rows.count }
    /// What stands once in the whole answer: above the first card, and below the last.
    private var notices: [String] { range.lowerBound == 0 ? list.notices : [] }
    private var notes: [String] { isLast ? list.notes : [] }

    /// How many there are, and which of them these are when one card does not hold all.
    private var heading: String {
        let total = list.rows.count
        guard range.count < total else { return phrasebook.text(.init(.recordingsFound, count: total)) }
        return phrasebook.text(
            .init(
                .recordingsRange,
                [
                    "first": String(range.lowerBound + 1), "last": String(range.upperBound), "total": String(total),
                ]))
    }

    /// Until when every link of this card works.
    private var linksExpire: String? {
        rows.compactMap(\.expiration).min().map { earliest in
            phrasebook.text(.init(.linksExpire, ["time": phrasebook.time(earliest, in: list.zone)]))
        }
    }

    /// What the template is filled with.
    var values: KeyValuePairs<String, JSONValue> {
        [
            "notices": .array(notices.map(JSONValue.string)),
            "heading": .string(heading),
            "meetings": .array(meetings),
            "notes": .array(notes.map(JSONValue.string)),
            "links_expire": JSONValue(linksExpire),
            "is_last": .bool(isLast),
            "refresh": isLast ? list.refresh?.values ?? .null : .null,
        ]
    }

    private var meetings: [JSONValue] {
        var meetings: [JSONValue] = []
        var rest = rows
        while let first = rest.first {
            let ofMeeting = rest.prefix { $0.meetingIndex == first.meetingIndex }
            meetings.append([
                "title": .string(first.meeting.title),
                "start": JSONValue(first.meeting.start.map(Markdown.withoutListMark)),
                "recordings": .array(ofMeeting.map(recording)),
            ])
            rest = rest.dropFirst(ofMeeting.count)
        }
        return meetings
    }

    private func recording(_ row: RecordingsList.Row) -> JSONValue {
        let address: (LinkKind) -> JSONValue = { kind in JSONValue(row.links.first { $0.kind == kind }?.address) }
        return [
            "topic": .string(row.topic),
            "details": .string(Markdown.withoutListMark(row.details)),
            "has_links": .bool(!row.links.isEmpty),
            "without_links": row.links.isEmpty ? .string(phrasebook.text(.withoutLinks)) : nil,
            "video": address(.video),
            "audio": address(.audio),
            "transcript": address(.transcript),
        ]
    }
}

extension RecordingsPage {
    /// The same as markdown, as far as a message takes it.
    var fallback: String {
        let head = notices.map { $0 + "\n\n" }.joined() + "**\(heading)**\n"
        let tail = (notes + [linksExpire].compactMap { $0 }).map { "\n" + $0 + "\n" }.joined()
        // Room for the longest line that could be needed is set aside before the recordings get theirs.
        var room = Card.fallbackLimit - head.utf8.count - tail.utf8.count - andMore(range.count).utf8.count
        var body = ""
        var meetingIndex: Int?
        for (shown, row) in rows.enumerated() {
            let block = (row.meetingIndex == meetingIndex ? "" : title(of: row)) + line(row)
            room -= block.utf8.count
            guard room >= 0 else { return head + body + andMore(range.count - shown) + tail }
            body += block
            meetingIndex = row.meetingIndex
        }
        return head + body + tail
    }

    private func title(of row: RecordingsList.Row) -> String {
        "\n**\(row.meeting.title)**\(row.meeting.start.map { " · " + $0 } ?? "")\n\n"
    }

    private func line(_ row: RecordingsList.Row) -> String {
        let links = row.links.map { Markdown.link(phrasebook.text($0.kind.wording), to: $0.address) }
        let offer = links.isEmpty ? phrasebook.text(.withoutLinks) : links.joined(separator: " · ")
        return "- \(row.topic) · \(row.details)  \n  \(offer)\n"
    }

    private func andMore(_ count: Int) -> String {
        "\n" + phrasebook.text(.init(.andMore, count: count)) + "\n"
    }
}

extension LinkKind {
    fileprivate var wording: Wording {
        switch self {
        case .video: .video
        case .audio: .audio
        case .transcript: .transcript
        }
    }
}
