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
    ])
    func `the nearest language answers, else English`(tag: String, language: String, isKnown: Bool) {
        let found = CardLibrary.builtin.language(for: tag)
        #expect(found.language.tag == language)
        #expect(found.isKnown == isKnown)
    }

    @Test func `a language that is no longer there is answered in English`() throws {
        let klingon = try #require(Language("tlh"))
        #expect(CardLibrary.builtin.text(.noLinks, in: klingon).hasPrefix("There are recordings"))
    }
}

@Suite struct PluralRuleTests {
    @Test(arguments: [
        ("en", [0: "other", 1: "one", 2: "other", 21: "other"]),
        ("cs", [0: "other", 1: "one", 2: "few", 4: "few", 5: "other", 22: "other"]),
        ("pl", [0: "many", 1: "one", 2: "few", 5: "many", 12: "many", 22: "few", 112: "many", 21: "many"]),
        ("fr", [0: "one", 1: "one", 2: "other"]),
        ("ja", [0: "other", 1: "other"]),
    ])
    func `each number takes its form`(code: String, forms: [Int: String]) throws {
        let rule = try #require(Language(code).flatMap(PluralRule.init))
        for (count, form) in forms {
            #expect(rule.category(for: count).rawValue == form, "\(count)")
            #expect(rule.categories.contains(rule.category(for: count)))
        }
    }

    @Test func `a language without a written rule has none`() throws {
        #expect(PluralRule(try #require(Language("tlh"))) == nil)
    }
}
