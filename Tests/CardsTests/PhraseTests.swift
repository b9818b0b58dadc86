import Recordings
import Testing

@testable import Cards

@Suite struct PhraseTests {
    static let number = MeetingNumber("25512345678")
    @Test(arguments: Phrase.samples, Samples.languages)
    func `every phrase says something in every language`(phrase: Phrase, language: Language) {
        let text = CardLibrary.builtin.text(phrase, in: language)
        #expect(text.count > 8)
        #expect(!text.contains("${"))
        #expect(text.utf8.count < 500)
    }

    @Test func `every rule says no in words of its own`() {
        for language in CardLibrary.builtin.languages {
            let texts = DenialReason.allCases.map { CardLibrary.builtin.text(.denied($0), in: language) }
            #expect(Set(texts).count == DenialReason.allCases.count)
        }
    }

    @Test(arguments: [
        (Phrase.numberLength(1), "yours has 1 digit."), (.numberLength(8), "yours has 8 digits."),
        (.throttled(minutes: 1), "in a minute."), (.throttled(minutes: 3), "in 3 minutes."),
        (.daysOutOfRange(typed: "400", maximum: 365), "1 to 365 days, and “400”"),
        (.internalFailure(reference: "a1b2c3"), "**a1b2c3**"),
        (.secondHost("ada@example.com"), "ada@example.com is the second"),
    ])
    func `values stand where they belong`(phrase: Phrase, part: String) {
        #expect(CardLibrary.builtin.text(phrase, in: Samples.english).contains(part))
    }

    @Test(arguments: [
        (1, "1 číslici."), (2, "2 číslice."), (4, "4 číslice."), (5, "5 číslic."), (8, "8 číslic."), (12, "12 číslic."),
    ])
    func `Czech counts as Czechs do`(count: Int, part: String) {
        #expect(CardLibrary.builtin.text(.numberLength(count), in: Samples.czech).contains(part))
    }

    @Test func `a number is shown in its groups`() throws {
        let number = try #require(Self.number)
        #expect(CardLibrary.builtin.text(.meetingNotFound(number), in: Samples.english).contains("2551 234 5678"))
    }

    @Test func `what was typed is shown, not obeyed`() {
        let typed = "[click](https://evil.example.com) <@all>\n# **big** ${count} \u{202E}"
        let text = CardLibrary.builtin.text(.unreadablePart(typed), in: Samples.english)
        #expect(text.contains(##"“\[click\]\(https://evil.example.com\) \<\@all\> \# \*\*big\*\* ${count}”"##))
    }

    @Test func `a list is shown whole, and each thing in it as it was written`() {
        let languages = (1...20).map { "x\($0) (*Language*)" }
        let text = CardLibrary.builtin.text(.languages(current: "English", all: languages), in: Samples.english)
        #expect(text.hasSuffix(##"x19 \(\*Language\*\), x20 \(\*Language\*\)."##))
    }

    @Test func `a long part is cut`() {
        let text = CardLibrary.builtin.text(.unreadablePart(String(repeating: "x", count: 7000)), in: Samples.english)
        #expect(text.count < 300)
    }
}
