import Testing

@testable import Conversation

@Suite struct TitleFilterTests {
    @Test(arguments: [
        ("weekly review", "Weekly Review"), ("REVIEW weekly", "Weekly review (new)"), ("all hands", "All-hands: 2026"),
        ("week", "Weekly review"), ("porada sadaru", "Porada sadařů"), ("PORADA SADAŘŮ", "porada sadaru"),
        ("zlutoucky kun", "Žluťoučký kůň"), ("ubersicht", "🍎 Ernte Übersicht"), ("strasse", "Straße 7"),
        ("STRAẞE", "strasse"), ("lodz", "Łódź"), ("ore", "Øre"), ("istanbul", "İSTANBUL"), ("cafe\u{301}", "Café"),
        ("αθηνα", "Αθήνα"), ("会議", "定例会議"), ("отчет", "Отчет за март"), ("2026", "Plans for 2026"),
    ])
    func `words are found in any case and with or without accents`(words: String, title: String) {
        #expect(TitleFilter(words).matches(title))
    }

    @Test(arguments: [
        ("weekly report", "Weekly review"), ("weekly", "W e e k l y"), ("review", ""), ("ж", "Weekly review"),
    ])
    func `a word that is missing is not made up for by the others`(words: String, title: String) {
        #expect(!TitleFilter(words).matches(title))
    }

    @Test(arguments: ["", "  ", "…", "🍎"])
    func `without a word to look for, no title is found`(words: String) {
        #expect(!TitleFilter(words).matches("🍎 … everything"))
    }
}
