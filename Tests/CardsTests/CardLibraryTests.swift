import Testing
import TestSupport

@testable import Cards

@Suite struct CardLibraryTests {
    /// The files that come with the program, with `changes` made to some.
    private func problems(_ changes: [String: String?]) -> [String] {
        var files = CardLibrary.builtinFiles
        for (name, text) in changes { files[name] = text.map { Array($0.utf8) } }
        do throws(CardError) {
            _ = try CardLibrary(files: files)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// The text of one of those files, with one piece replaced that must be in it.
    private func file(_ name: String, _ piece: String, _ replacement: String) throws -> String {
        let text = String(decoding: try #require(CardLibrary.builtinFiles[name]), as: UTF8.self)
        try #require(text.contains(piece))
        return text.replacing(piece, with: replacement)
    }

    @Test func `the compiled cards are those of the folder, every file of it`() throws {
        let folder = try CardFiles(path: Repository.file("cards")).read()
        let compiled = CardLibrary.builtinFiles
        #expect(Set(folder.keys) == Set(compiled.keys))
        #expect(folder.keys.filter { folder[$0] != compiled[$0] } == [])
    }

    @Test func `the compiled cards are in order and speak ten languages`() {
        let tags = ["cs-CZ", "de-DE", "en-US", "es-ES", "fr-FR", "it-IT", "ja-JP", "pl-PL", "pt-BR", "zh-Hans"]
        #expect(CardLibrary.builtin.languages.map(\.tag) == tags)
    }

    @Test func `a missing text is named`() throws {
        let locale = try file("locales/cs-CZ.json", #""video": "Video","#, "")
        #expect(problems(["locales/cs-CZ.json": locale]) == ["locales/cs-CZ.json: \"video\" is missing"])
    }

    @Test func `a missing text that only a template uses names the template`() throws {
        let locale = try file("locales/cs-CZ.json", #""form_search": "Vyhledat","#, "")
        let found = problems(["locales/cs-CZ.json": locale])
        #expect(found.count == 1)
        #expect(found.first?.contains("\"form_search\" is missing, and form.json:") == true)
    }

    @Test func `a text that nothing uses is named with its place`() throws {
        let locale = try file("locales/en-US.json", "{\n", "{\n  \"vidio\": \"Video\",\n")
        #expect(
            problems(["locales/en-US.json": locale])
                .contains("locales/en-US.json:2:3: \"vidio\" is no text that anything uses"))
    }

    @Test(arguments: [
        (#""untitled": "Untitled""#, #""untitled": " ""#, "\"untitled\" takes a text"),
        (#""untitled": "Untitled""#, #""untitled": 7"#, "\"untitled\" takes a text"),
        (#""untitled": "Untitled""#, #""untitled": "${name}""#, "nothing fills \"name\"; here are: none"),
        ("until ${time}", "until ${tiem}", "nothing fills \"tiem\"; here are: time"),
        ("until ${time}", "until ${time", "without its"),
        ("until ${time}", "until ${text.video}", "nothing fills"),
        (#""decimal_mark": ".""#, #""decimal_mark": """#, "takes a text"),
        (#""Nov", "Dec""#, #""Nov""#, "a year has twelve months"),
        ("d MMM yyyy", "d MMM yy", "a time is written with"),
        (#""one": "${count} recording","#, #""few": "${count} recording","#, #"the forms "one", "other""#),
        (#""one": "${count} recording","#, "", #"the forms "one", "other""#),
        (#""form_search": "Search""#, #""form_search": {"other": "Search"}"#, "\"form_search\" takes a text"),
        (#""form_search": "Search""#, #""form_search": "Search ${count}""#, "nothing fills \"count\""),
    ])
    func `a mistake in a locale is found`(piece: String, replacement: String, problem: String) throws {
        let found = problems(["locales/en-US.json": try file("locales/en-US.json", piece, replacement)])
        let first = try #require(found.first)
        #expect(first.contains(problem), "\(found)")
        #expect(first.hasPrefix("locales/en-US.json:"))
    }

    @Test func `a template cannot use a text that has values`() throws {
        let template = try file("form.json", "${text.form_title}", "${text.recordings_found}")
        let found = problems(["form.json": template])
        #expect(found.contains { $0.contains("which has values of its own") })
    }

    @Test(
        arguments: [
            (["form.json": nil], "form.json: the card is missing"),
            (
                ["froms.json": "{}"],
                "froms.json: no card has this name; the cards are form.json, recordings.json, meetings.json, notice.json, status.json"
            ),
            (["locales/english.json": "{}"], "locales/english.json: the name is no language tag such as en-US"),
            (["locales/en-US.old.json": "{}"], "locales/en-US.old.json: the name is no language tag such as en-US"),
            (["locales/en_us.json": "{}"], "locales/en_us.json: the language is written en-US, so name it en-US.json"),
            (["locales/tlh.json": "{}"], "locales/tlh.json: the plural forms of \"tlh\" are not known"),
            (["locales/en-US.json": nil], "locales: English is missing, the language for everybody else"),
            (["locales/en-US.json": "[]"], "locales/en-US.json:1:1: expected an object with the texts by their keys"),
            (
                ["recordings.json": "{\n  \"a\": tru\n}"],
                "recordings.json:2:8: expected a value: true, false, null, a number, or text in double quotes"
            ),
        ] as [([String: String?], String)])
    func `a file that is wrong as a whole is named`(changes: [String: String?], problem: String) {
        #expect(problems(changes).contains(problem))
    }

    @Test func `all mistakes of all files are told at once`() {
        let found = problems(["form.json": "{}", "recordings.json": "{", "locales/cs-CZ.json": "{"])
        #expect(found.count >= 4)
        #expect(CardError([.init("a", in: "x.json"), .init("b", in: "y.json")]).description == "x.json: a\ny.json: b")
    }

    @Test func `another locale can be added`() throws {
        let english = try #require(CardLibrary.builtinFiles["locales/en-US.json"])
        let library = try CardLibrary(files: CardLibrary.builtinFiles.merging(["locales/nl-NL.json": english]) { $1 })
        #expect(library.language(for: "nl").language.tag == "nl-NL")
    }
}
