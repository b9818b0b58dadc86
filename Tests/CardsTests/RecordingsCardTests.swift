import Cards
import FoundationEssentials
import JSONTree
import Recordings
import Testing

@Suite struct RecordingsCardTests {
    private func cards(_ answer: RecordingsCard, zone: DisplayZone = .utc) -> [Card] {
        CardLibrary.builtin.cards(answer, in: Samples.english, zone: zone)
    }

    @Test func `a recording shows its topic, time, length and size`() throws {
        let card = try #require(cards(Samples.answer(1)).first)
        #expect(
            CardRules.texts(of: card) == [
                "1 recording", "Weekly sync", "2 Mar 2026, 09:00 UTC", "Recording 1",
                "2 Mar 2026, 09:01 UTC · 0:52:10 · 123.4\u{A0}MB", "These links work until 2 Mar 2026, 12:00 UTC.",
            ])
    }

    @Test func `times are shown in the zone that is given`() throws {
        let zone = DisplayZone(steady: .init(name: "CET", seconds: 3600))
        let card = try #require(cards(Samples.answer(1), zone: zone).first)
        #expect(CardRules.texts(of: card).contains("2 Mar 2026, 10:00 CET"))
    }

    @Test func `each link has its button, as far as it is given`() throws {
        let links = DownloadLinks(
            video: "https://files.example.com/1", audio: nil, transcript: "http://files.example.com/1.vtt",
            expiration: nil)
        let answer = RecordingsCard(groups: [
            .init(meeting: Samples.meeting(), entries: [Samples.entry("A", links: links)])
        ])
        let card = try #require(cards(answer).first)
        #expect(CardRules.links(of: card).map(\.title) == ["Video"])
        #expect(CardRules.links(of: card).map(\.address) == ["https://files.example.com/1/A.mp4"])
        #expect(card.fallback.contains("[Video](https://files.example.com/1/A.mp4)"))
        #expect(CardRules.violations(of: card) == [])
    }

    @Test func `a recording without links says so and nothing expires`() throws {
        let links = DownloadLinks(video: nil, audio: nil, transcript: nil, expiration: Samples.start)
        let answer = RecordingsCard(groups: [.init(meeting: Samples.meeting(), entries: [Samples.entry(links: links)])])
        let card = try #require(cards(answer).first)
        #expect(CardRules.texts(of: card).last == "Webex gives no download links for this one.")
        #expect(!card.content.text.contains("ActionSet"))
    }

    @Test func `the earliest expiration counts`() throws {
        let entries = [5.0, 2, 4].map { Samples.entry(links: Samples.links(hours: $0)) }
        let card = try #require(
            cards(RecordingsCard(groups: [.init(meeting: Samples.meeting(), entries: entries)])).first)
        #expect(CardRules.texts(of: card).last == "These links work until 2 Mar 2026, 11:00 UTC.")
    }

    @Test func `the newest meeting comes first, and in it the newest recording`() throws {
        let old = Samples.meeting("Old", start: Samples.start.addingTimeInterval(-86_400))
        let answer = RecordingsCard(groups: [
            .init(meeting: old, entries: [Samples.entry("a", minutes: -1440)]),
            .init(meeting: Samples.meeting("New"), entries: [Samples.entry("b"), Samples.entry("c", minutes: 5)]),
            .init(meeting: Samples.meeting("Newest", start: nil), entries: [Samples.entry("d", minutes: 9)]),
        ])
        let texts = CardRules.texts(of: try #require(cards(answer).first))
        #expect(
            texts.filter { ["Old", "New", "Newest", "a", "b", "c", "d"].contains($0) } == [
                "Newest", "d", "New", "c", "b", "Old", "a",
            ])
    }

    @Test func `notes are counted and stand below`() throws {
        let notes: [RecordingsCard.Note] = [.notTheirs(3), .downloadsPrevented(1), .unchecked(2), .hostUnknown]
        let card = try #require(cards(Samples.answer(1, notes: notes)).first)
        let expected = ["3 other recordings of", "Downloading 1 recording", "2 recordings could", "The host you typed"]
        #expect(zip(CardRules.texts(of: card).dropLast().suffix(4), expected).allSatisfy { $0.hasPrefix($1) })
        #expect(expected.allSatisfy(card.fallback.contains))
    }

    @Test func `titles and topics are data`() throws {
        let meeting = Samples.meeting("**Bold** <@all>\n# \u{202E}1")
        let answer = RecordingsCard(groups: [
            .init(meeting: meeting, entries: [Samples.entry("[x](https://evil.example.com)")])
        ])
        let card = try #require(cards(answer).first)
        #expect(CardRules.texts(of: card).contains(##"\*\*Bold\*\* \<\@all\> \# 1"##))
        #expect(card.fallback.contains(#"\[x\]\(https://evil.example.com\)"#))
        #expect(!card.fallback.contains("<@all>"))
    }

    @Test func `what has no title is called untitled`() throws {
        let links = DownloadLinks(video: "https://files.example.com/1", audio: nil, transcript: nil, expiration: nil)
        let answer = RecordingsCard(groups: [
            .init(meeting: Samples.meeting(" "), entries: [Samples.entry("\n", links: links)])
        ])
        let card = try #require(cards(answer).first)
        #expect(CardRules.texts(of: card).filter { $0 == "Untitled" }.count == 2)
        #expect(CardRules.links(of: card).first?.address == "https://files.example.com/1/Untitled.mp4")
    }

    @Test func `a Czech date does not become a list`() throws {
        let card = try #require(CardLibrary.builtin.cards(Samples.answer(1), in: Samples.czech).first)
        #expect(CardRules.texts(of: card).contains(#"2\. března 2026 9:00 UTC"#))
    }

    @Test func `an answer describes itself without its links`() throws {
        let card = try #require(cards(Samples.answer(1)).first)
        #expect(!String(reflecting: card).contains("example.com"))
        #expect(!String(reflecting: Samples.answer(1)).contains("example.com"))
    }
}
