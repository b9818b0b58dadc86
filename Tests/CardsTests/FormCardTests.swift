import Cards
import JSONTree
import Testing

@Suite struct FormCardTests {
    private let form = FormCard(asksForHost: true, daysBack: 10, maximumDaysBack: 365)

    private func inputs(_ form: FormCard) -> [JSONObject] {
        CardRules.elements(of: CardLibrary.builtin.card(form, in: Samples.english))
            .filter { $0["type"]?.string?.hasPrefix("Input.") ?? false }
    }

    @Test(arguments: CardLibrary.builtin.languages, [true, false])
    func `the form keeps the rules of cards`(language: Language, asksForHost: Bool) {
        let form = FormCard(
            notices: [.welcome, .unreadablePart("<@all>")], asksForHost: asksForHost, daysBack: 10, maximumDaysBack: 365
        )
        #expect(CardRules.violations(of: CardLibrary.builtin.card(form, in: language)) == [])
    }

    @Test func `the form asks for what a submission reads back`() {
        let fields = ["meeting_number", "meeting_host", "days_back"]
        #expect(inputs(form).map { $0["id"]?.string } == fields)
        let submit = CardRules.elements(of: CardLibrary.builtin.card(form, in: Samples.english)).last
        #expect(submit?["data"] == ["command_keyword": "rec"])
    }

    @Test func `nobody is asked for a host where only hosts may ask`() {
        var form = form
        form.asksForHost = false
        #expect(inputs(form).map { $0["id"]?.string } == ["meeting_number", "days_back"])
    }

    @Test func `the days are numbers between one and the maximum`() {
        let days = inputs(form).last
        #expect(days?["value"] == 10)
        #expect(days?["min"] == 1)
        #expect(days?["max"] == 365)
        #expect(days?["label"] == "Days back, at most 365")
    }

    @Test(arguments: [
        ("255 123 456", true), ("2551-234.5678", true), (" 2551\u{A0}234\u{2013}5678 ", true), ("12345678", false),
        ("123456789012", false), ("2551 234 56x8", false), ("", false),
    ])
    func `the number field takes what a meeting number can be`(typed: String, isTaken: Bool) throws {
        let pattern = try #require(inputs(form).first?["regex"]?.string)
        let regex = try Regex(pattern)
        #expect((typed.wholeMatch(of: regex) != nil) == isTaken)
    }

    @Test func `notices come first, on the card and in its fallback`() {
        var form = form
        form.notices = [.welcome, .missingNumber]
        let card = CardLibrary.builtin.card(form, in: Samples.english)
        #expect(CardRules.texts(of: card).prefix(2).map { $0.prefix(8) } == ["Hello, I", "I need a"])
        #expect(card.fallback.hasPrefix("Hello, I am Steward."))
        #expect(card.fallback.contains("rec 2551 234 5678"))
    }
}
