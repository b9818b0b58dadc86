import Cards
import FoundationEssentials
import Recordings

/// Invented recordings for the tests of this target.
enum Samples {
    static let english = CardLibrary.builtin.language(for: "en-US").language
    static let languages = CardLibrary.builtin.languages
    static let czech = CardLibrary.builtin.language(for: "cs-CZ").language

    /// 2 March 2026, 09:00 UTC.
    static let start = Date(timeIntervalSince1970: 1_772_442_000)

    static func meeting(_ title: String = "Weekly sync", start: Date? = start) -> Meeting {
        Meeting(
            id: MeetingID("instance"), series: MeetingID("series"), title: title,
            host: Meeting.Host(id: nil, email: nil),
            start: start)
    }

    static func entry(
        _ topic: String = "Weekly sync-1", minutes: Int = 1, links: DownloadLinks = links()
    ) -> RecordingsCard.Entry {
        let recording = Recording(
            id: RecordingID(topic), meeting: MeetingID("instance"), series: nil, topic: topic,
            recordedAt: start.addingTimeInterval(Double(minutes) * 60), hostEmail: nil, length: .seconds(3130),
            size: 123_400_000, preventsDownload: false)
        return RecordingsCard.Entry(recording: recording, links: links)
    }

    /// Three links whose query has `padding` bytes, and that work for three hours after ``start``.
    static func links(padding: Int = 8, hours: Double = 3) -> DownloadLinks {
        let token = String(repeating: "x", count: padding)
        return DownloadLinks(
            video: "https://files.example.com/v/1.mp4?token=\(token)",
            audio: "https://files.example.com/a/1.mp3?token=\(token)",
            transcript: "https://files.example.com/t/1.vtt?token=\(token)",
            expiration: start.addingTimeInterval(hours * 3600))
    }

    /// One meeting with `count` recordings, the newest first.
    static func answer(
        _ count: Int, topic: String = "Recording", padding: Int = 8, notes: [RecordingsCard.Note] = []
    ) -> RecordingsCard {
        let entries = (0..<count).map { index in
            entry("\(topic) \(index + 1)", minutes: count - index, links: links(padding: padding))
        }
        return RecordingsCard(groups: [.init(meeting: meeting(), entries: entries)], notes: notes)
    }
}
