import FoundationEssentials
import Testing

@testable import Cards

/// What every locale has to keep of the English texts, whatever its words are.
@Suite struct LocaleTests {
    static let english = CardLibrary.builtin.phrasebook(Samples.english)

    private func phrasebook(_ tag: String) throws -> Phrasebook {
        let language = try #require(CardLibrary.builtin.languages.first { $0.tag == tag })
        return CardLibrary.builtin.phrasebook(language)
    }

    @Test(arguments: CardLibrary.builtin.languages)
    func `each form of a text takes the values that the English one takes`(language: Language) throws {
        let phrasebook = CardLibrary.builtin.phrasebook(language)
        for wording in Wording.allCases {
            let english = try #require(Self.english.texts[wording]).mapValues(\.holes)
            for (category, form) in try #require(phrasebook.texts[wording]) {
                // "In a minute" needs no number; a form that more than one number takes does.
                let isSaid = form.holes == english[.other] || category == .one && form.holes == english[.one]
                #expect(isSaid, "\(wording) \(category) has \(form.holes)")
            }
        }
    }

    @Test(arguments: CardLibrary.builtin.languages)
    func `what people have to type is not translated`(language: Language) throws {
        let phrasebook = CardLibrary.builtin.phrasebook(language)
        for wording in Wording.allCases {
            let english = try #require(Self.english.texts[wording]?[.other]).typed
            for form in try #require(phrasebook.texts[wording]).values {
                #expect(form.typed.sorted() == english.sorted(), "\(wording)")
            }
        }
    }

    @Test(arguments: CardLibrary.builtin.languages)
    func `texts are set as texts are`(language: Language) throws {
        let texts = CardLibrary.builtin.phrasebook(language).texts.values.flatMap(\.values).map(\.shown)
        for text in texts {
            #expect(!text.contains("\""), "a straight quotation mark: \(text)")
            #expect(!text.contains("..."), "three dots: \(text)")
            #expect(!text.contains("  "), "two blanks: \(text)")
            #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false, "a blank at an end: \(text)")
        }
    }

    @Test func `every language has a name and words of its own`() {
        let phrasebooks = CardLibrary.builtin.languages.map(CardLibrary.builtin.phrasebook)
        for wording in [Wording.languageName, .languageChanged, .welcome, .looking] {
            #expect(Set(phrasebooks.map { $0.text(wording) }).count == phrasebooks.count, "\(wording)")
        }
    }

    @Test(arguments: [
        ("cs-CZ", "1. března 2026 8:05 UTC", "31. prosince 2026 23:30 UTC"),
        ("de-DE", "1. März 2026, 08:05 Uhr UTC", "31. Dezember 2026, 23:30 Uhr UTC"),
        ("en-US", "1 Mar 2026, 08:05 UTC", "31 Dec 2026, 23:30 UTC"),
        ("es-ES", "1 de marzo de 2026, 8:05 UTC", "31 de diciembre de 2026, 23:30 UTC"),
        ("fr-FR", "1er mars 2026 à 08:05 UTC", "31 décembre 2026 à 23:30 UTC"),
        ("it-IT", "1º marzo 2026, 08:05 UTC", "31 dicembre 2026, 23:30 UTC"),
        ("ja-JP", "2026年3月1日 8:05 UTC", "2026年12月31日 23:30 UTC"),
        ("pl-PL", "1 marca 2026, 08:05 UTC", "31 grudnia 2026, 23:30 UTC"),
        ("pt-BR", "1º de março de 2026, 08:05 UTC", "31 de dezembro de 2026, 23:30 UTC"),
        ("zh-Hans", "2026年3月1日 08:05 UTC", "2026年12月31日 23:30 UTC"),
    ])
    func `times are written as the language writes them`(tag: String, first: String, last: String) throws {
        let phrasebook = try phrasebook(tag)
        #expect(phrasebook.time(Date(timeIntervalSince1970: 1_772_352_300), in: .utc) == first)
        #expect(phrasebook.time(Date(timeIntervalSince1970: 1_798_759_800), in: .utc) == last)
    }

    @Test(arguments: [
        ("cs-CZ", "1,5\u{A0}GB"), ("de-DE", "1,5\u{A0}GB"), ("en-US", "1.5\u{A0}GB"), ("es-ES", "1,5\u{A0}GB"),
        ("fr-FR", "1,5\u{A0}Go"), ("it-IT", "1,5\u{A0}GB"), ("ja-JP", "1.5\u{A0}GB"), ("pl-PL", "1,5\u{A0}GB"),
        ("pt-BR", "1,5\u{A0}GB"), ("zh-Hans", "1.5\u{A0}GB"),
    ])
    func `sizes are written as the language writes them`(tag: String, text: String) throws {
        #expect(try phrasebook(tag).size(1_500_000_000) == text)
    }

    @Test(arguments: [
        ("pl-PL", 1, "1 nagranie"), ("pl-PL", 3, "3 nagrania"), ("pl-PL", 12, "12 nagrań"),
        ("pl-PL", 22, "22 nagrania"), ("fr-FR", 0, "0 enregistrement"), ("fr-FR", 2, "2 enregistrements"),
        ("pt-BR", 0, "0 gravação"), ("pt-BR", 2, "2 gravações"), ("de-DE", 1, "1 Aufzeichnung"),
        ("es-ES", 0, "0 grabaciones"), ("it-IT", 1, "1 registrazione"), ("ja-JP", 1, "録画 1 件"),
        ("zh-Hans", 2, "2 个录制文件"), ("cs-CZ", 5, "5 záznamů"),
    ])
    func `things are counted as the language counts them`(tag: String, count: Int, text: String) throws {
        #expect(try phrasebook(tag).text(.init(.recordingsFound, count: count)) == text)
    }
}

extension HoleText {
    /// The names of the values that are put in.
    fileprivate var holes: Set<String> { Set(paths.flatMap(\.names)) }

    /// The text with the holes as they are written in the file.
    fileprivate var shown: String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .hole(let path): "${\(path.names.joined(separator: "."))}"
            }
        }.joined()
    }

    /// What stands between pairs of asterisks, and where links have to lead.
    fileprivate var typed: [String] {
        let bold = shown.split(separator: "**", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        return bold + ["https://", "webex.com"].filter(shown.contains)
    }
}
