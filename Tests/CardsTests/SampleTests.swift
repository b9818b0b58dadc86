import JSONTree
import Testing

@testable import Cards

@Suite struct SampleTests {
    /// Titles that people have, would like to have, or would use to make a bot say what it does not mean.
    static let hostile = [
        "**Bold** _it_ ~~no~~ `code` #1 > quote | a\\b",
        "[Sign in](https://evil.example.com) ![x](https://e.example.com)",
        "<@all> <@personEmail:eve@example.com|Eve> <b>x</b><script>alert(1)</script> &lt;@all&gt; &#60;",
        "gpj.\u{202E}exe\u{2066}x\u{2069}\u{200F}", "שיחה שבועית 42", "اجتماع *مهم*", "👩‍👩‍👧‍👦 planning 🇨🇿 #️⃣",
        "${heading} ${$root.heading} {{DATE(2026-03-02T09:00:00Z,SHORT)}}", "\"quotes\" \\u0000 'n' \u{0}\u{7}",
        "first\n# second\r\n- third\u{2028}fourth", "- item", "1. item", "+ item", "---", "\u{200B}\u{2060}", "",
        String(repeating: "*", count: 300), String(repeating: "👩‍👩‍👧‍👦", count: 200), String(repeating: "長", count: 400),
        String(repeating: "&lt;", count: 100), "Z" + String(repeating: "\u{0351}", count: 500),
    ]

    @Test(arguments: Samples.languages) func `every card keeps the rules of Webex`(language: Language) {
        for sample in CardLibrary.builtin.samples(in: language) {
            #expect(sample.messages.flatMap(CardRules.violations) == [], "\(sample.card), \(sample.situation)")
        }
    }

    @Test(arguments: Samples.languages) func `every card keeps them whatever meetings are called`(language: Language) {
        for sample in CardLibrary.builtin.samples(in: language, titles: Self.hostile) {
            #expect(sample.messages.flatMap(CardRules.violations) == [], "\(sample.card)")
        }
    }

    @Test(arguments: hostile) func `every card keeps them when all meetings are called the same`(title: String) {
        for sample in CardLibrary.builtin.samples(in: Samples.english, titles: [title]) {
            #expect(sample.messages.flatMap(CardRules.violations) == [], "\(sample.card)")
        }
    }

    @Test func `what people call a meeting changes nothing but its own place`() {
        let plain = CardLibrary.builtin.samples(in: Samples.english, titles: ["x"])
        for title in Self.hostile {
            let samples = CardLibrary.builtin.samples(in: Samples.english, titles: [title])
            for (sample, like) in zip(samples, plain) where sample.card != .recordings {
                #expect(sample.messages.map(skeleton) == like.messages.map(skeleton), "\(sample.card) of \(title)")
            }
        }
    }

    /// The types of the elements, in order, and the lines of the fallback.
    private func skeleton(_ card: Card) -> [String] {
        CardRules.elements(of: card).compactMap { $0["type"]?.string } + [
            "\(card.fallback.split(separator: "\n").count)"
        ]
    }

    @Test func `there is a sample of every card, and each situation has its words`() {
        let samples = CardLibrary.builtin.samples(in: Samples.english)
        #expect(Set(samples.map(\.card)) == Set(CardLibrary.CardName.allCases))
        #expect(Set(samples.map(\.situation)).count == samples.count)
        #expect(samples.allSatisfy { !$0.messages.isEmpty })
    }

    @Test func `every sentence is among the samples`() {
        let sentences = Phrase.samples.map(\.filled.wording)
        #expect(Set(sentences).count == sentences.count)
        // The rest is said by cards alone.
        let cards: Set<Wording> = [
            .chooseOnCard, .moreMeetings, .languageName, .formDaysLabel, .formDaysError, .formHint, .formHintForHosts,
            .recordingsFound, .recordingsRange, .untitled, .video, .audio, .transcript, .withoutLinks, .linksExpire,
            .andMore, .megabytes, .gigabytes, .noteNotTheirs, .noteDownloadsPrevented, .noteUnchecked,
            .noteHostUnknown, .noteMoreExist, .statusVersion, .statusRunningSince, .statusTransport, .statusGrant,
            .statusGrantEnds, .statusSettings, .statusAlerts, .statusWatches, .statusRequests,
        ]
        let alerts = AlertTextTests.notices.map { AlertText($0, page: "").filled { _ in "" }.wording }
        #expect(Set(Wording.allCases).subtracting(sentences).subtracting(alerts) == cards)
    }
}
