import Cards
import JSONTree
import Testing

@Suite struct RecordingsCardSplittingTests {
    private func cards(_ answer: RecordingsCard) -> [Card] { CardLibrary.builtin.cards(answer, in: Samples.english) }

    private func counts(_ cards: [Card]) -> [Int] { cards.map { CardRules.links(of: $0).count / 3 } }

    @Test(arguments: [(1, [1]), (20, [20]), (21, [20, 1]), (40, [20, 20]), (100, [20, 20, 20, 20, 20])])
    func `a card has at most twenty recordings`(count: Int, expected: [Int]) {
        let cards = cards(Samples.answer(count))
        #expect(counts(cards) == expected)
        #expect(cards.flatMap(CardRules.violations) == [])
    }

    @Test(arguments: [200, 700, 2_000, 4_000])
    func `a card has at most 20,000 bytes, however long its links`(padding: Int) {
        let cards = cards(Samples.answer(25, padding: padding))
        #expect(cards.flatMap(CardRules.violations) == [])
        #expect(counts(cards).reduce(0, +) == 25)
        #expect(counts(cards).allSatisfy { $0 > 0 })
    }

    @Test(arguments: 1...40) func `every recording is on exactly one card, in order`(count: Int) {
        let cards = cards(Samples.answer(count, padding: 600))
        let topics = cards.flatMap(CardRules.texts).filter { $0.hasPrefix("Recording ") }
        #expect(topics == (1...count).map { "Recording \($0)" })
    }

    @Test func `one recording with long links does not make the other cards small`() {
        var answer = Samples.answer(30)
        answer.groups[0].entries[0].links = Samples.links(padding: 4_000)
        answer.groups[0].entries[1].links = Samples.links(padding: 4_000)
        #expect(cards(answer).count <= 6)
    }

    @Test func `the cards say which recordings they show`() {
        let headings = cards(Samples.answer(45)).map { CardRules.texts(of: $0).first }
        #expect(headings == ["Recordings 1–20 of 45", "Recordings 21–40 of 45", "Recordings 41–45 of 45"])
    }

    @Test func `notices come with the first card, notes and the button with the last`() {
        var answer = Samples.answer(21, notes: [.hostUnknown])
        answer.notices = [.welcome]
        let texts = cards(answer).map { $0.content.text }
        #expect(texts.map { $0.contains("I am Steward") } == [true, false])
        #expect(texts.map { $0.contains("The host you typed") } == [false, true])
        #expect(texts.map { $0.contains(#"{"command_keyword":"help"}"#) } == [false, true])
    }

    @Test func `of more than a hundred the newest are shown, and that there are more`() throws {
        let cards = cards(Samples.answer(101))
        #expect(counts(cards).reduce(0, +) == 100)
        #expect(try #require(cards.last).content.text.contains("More recordings exist"))
        #expect(!cards.contains { $0.content.text.contains("Recording 101") })
    }

    @Test func `an answer of a hundred says nothing of more`() {
        #expect(!cards(Samples.answer(100)).contains { $0.content.text.contains("More recordings exist") })
    }

    @Test func `a meeting that goes on shows its title on the next card again`() {
        #expect(cards(Samples.answer(21)).allSatisfy { CardRules.texts(of: $0).contains("Weekly sync") })
    }

    @Test func `an answer without recordings is one card`() {
        let cards = cards(RecordingsCard(groups: [], notes: [.notTheirs(2)]))
        #expect(cards.count == 1)
        #expect(cards.flatMap(CardRules.violations) == [])
    }

    @Test(arguments: ["Recording", String(repeating: "ž", count: 200), String(repeating: "👩‍👩‍👧*", count: 200)])
    func `a fallback fits into a message, whatever the topics`(topic: String) {
        for padding in [8, 300, 900, 3_000, 4_000] {
            let cards = cards(Samples.answer(20, topic: topic, padding: padding, notes: [.hostUnknown, .notTheirs(4)]))
            #expect(cards.flatMap(CardRules.violations) == [])
        }
    }

    @Test func `a fallback ends at a whole recording and says how many follow`() throws {
        let card = try #require(cards(Samples.answer(20, padding: 150)).first)
        let shown = card.fallback.matches(of: /\[Video\]\([^)]*\) · \[Audio\]\([^)]*\) · \[Transcript\]\([^)]*\)\n/)
            .count
        #expect(shown == card.fallback.matches(of: /\[Video\]/).count)
        let onCard = counts([card])[0]
        #expect((1..<onCard).contains(shown))
        #expect(card.fallback.contains("… and \(onCard - shown) more recordings on the card"))
        #expect(card.fallback.contains("These links work until"))
        #expect(card.fallback.utf8.count > Card.fallbackLimit - 700)
    }

    @Test func `a fallback that holds everything has the links of the card`() throws {
        let card = try #require(cards(Samples.answer(3)).first)
        #expect(CardRules.links(of: card).allSatisfy { card.fallback.contains("[\($0.title)](\($0.address))") })
        #expect(!card.fallback.contains("more recording"))
    }
}
