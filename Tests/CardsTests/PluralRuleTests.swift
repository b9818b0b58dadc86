import Testing

@testable import Cards

/// CLDR's rules for whole numbers, written out number by number.
@Suite struct PluralRuleTests {
    /// The numbers to look at: all endings, the teens of two hundreds, and one far away.
    static let counts = Array(0...30) + Array(100...125) + [1_000_001]

    /// The form of every number that is not of the last one.
    static let exceptions: [(tags: [String], forms: [String: [Int]], rest: String)] = [
        (["ja-JP", "zh-Hans", "zh-Hant"], [:], "other"),
        (["en-US", "de-DE", "es-ES", "it-IT", "nl-NL", "pt-PT"], ["one": [1]], "other"),
        (["fr-FR", "pt-BR", "pt"], ["one": [0, 1]], "other"),
        (["cs-CZ", "sk-SK"], ["one": [1], "few": [2, 3, 4]], "other"),
        (
            ["pl-PL"], ["one": [1], "few": [2, 3, 4, 22, 23, 24, 102, 103, 104, 122, 123, 124]], "many"
        ),
    ]

    @Test(arguments: exceptions.indices) func `each number takes the form of its language`(index: Int) throws {
        let (tags, forms, rest) = Self.exceptions[index]
        for tag in tags {
            let rule = try #require(Language(tag).flatMap(PluralRule.init))
            #expect(Set(rule.categories.map(\.rawValue)) == Set(forms.keys).union([rest]))
            for count in Self.counts {
                let expected = forms.first { $0.value.contains(count) }?.key ?? rest
                #expect(rule.category(for: count).rawValue == expected, "\(count) in \(tag)")
            }
        }
    }

    @Test func `a language without a written rule has none`() throws {
        #expect(PluralRule(try #require(Language("tlh"))) == nil)
    }
}
