import Testing

@testable import Cards

@Suite struct LanguageTests {
    @Test(
        arguments: [
            ("en-US", "en-US"), ("EN_us", "en-US"), ("cs", "cs"), ("zh_hant_tw", "zh-Hant-TW"), ("es-419", "es-419"),
            ("", nil), ("e", nil), ("12", nil), ("en-", nil), ("en--US", nil), ("en US", nil), ("english", nil),
            ("en-toolongpart", nil), ("../etc", nil), ("čs", nil),
        ] as [(String, String?)])
    func `a tag is read in any spelling`(text: String, tag: String?) {
        #expect(Language(text)?.tag == tag)
    }

    @Test(arguments: [
        ("cs-CZ", "cs-CZ", true), ("cs_cz", "cs-CZ", true), ("CS", "cs-CZ", true), ("en-GB", "en-US", true),
        ("xx-YY", "en-US", false), ("?", "en-US", false), ("", "en-US", false),
        ("pt", "pt-BR", true), ("pt-PT", "pt-BR", true), ("es-419", "es-ES", true), ("de_at", "de-DE", true),
        ("zh", "zh-Hans", true), ("zh-CN", "zh-Hans", true), ("zh_sg", "zh-Hans", true),
        ("zh-Hans-CN", "zh-Hans", true), ("zh-TW", "zh-Hans", false), ("zh-Hant", "zh-Hans", false),
        ("zh-Hant-HK", "zh-Hans", false), ("zh-Hans-TW", "zh-Hans", true),
    ])
    func `the nearest language answers, else English`(tag: String, language: String, isKnown: Bool) {
        let found = CardLibrary.builtin.language(for: tag)
        #expect(found.language.tag == language)
        #expect(found.isKnown == isKnown)
    }

    @Test(arguments: [
        ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-Hant-MO", "zh-Hant"), ("zh", "zh-Hans"), ("zh-SG", "zh-Hans"),
        ("zh-Hans", "zh-Hans"),
    ])
    func `Chinese is answered in the characters that are read there`(tag: String, nearest: String) throws {
        let languages = ["en-US", "zh-Hans", "zh-Hant"].compactMap { Language($0) }
        #expect(try #require(Language(tag)).nearest(among: languages)?.tag == nearest)
    }

    @Test func `a language that is no longer there is answered in English`() throws {
        let klingon = try #require(Language("tlh"))
        #expect(CardLibrary.builtin.text(.noLinks, in: klingon).hasPrefix("There are recordings"))
    }
}
