import JSONTree

@testable import Cards

/// A cards folder with another file in it: its name, a title that somebody chose, its content.
///
/// Without a name the title is tried on the cards that come with the program.
enum CardsFuzz {
    /// One locale is enough to begin with; reading all of them again and again would leave no time for the one that changes.
    private static let files = CardLibrary.builtinFiles.filter { name, _ in
        !name.hasPrefix("locales/") || name == "locales/en-US.json"
    }

    static func run(_ input: FuzzInput) {
        let titles = [input.text(1)]
        guard !input.text(0).isEmpty else { return render(.builtin, in: language(titles), titles, isOurs: true) }
        var files = files
        files[input.text(0)] = input.rest
        do throws(CardError) {
            let library = try CardLibrary(files: files)
            for language in library.languages { render(library, in: language, titles, isOurs: false) }
        } catch {
            require(!error.problems.isEmpty, "a refused folder has a problem")
        }
    }

    /// One of ours, which the length of the title decides: all of them take as long as everything else that is tried.
    private static func language(_ titles: [String]) -> Language {
        let languages = CardLibrary.builtin.languages
        return languages[(titles.first?.utf8.count ?? 0) % languages.count]
    }

    /// Cards of ours fit whatever meetings are called; those of others are told apart by ``CardCheck``.
    private static func render(_ library: CardLibrary, in language: Language, _ titles: [String], isOurs: Bool) {
        for card in library.samples(in: language, titles: titles).flatMap(\.messages) {
            require(card.content.object != nil, "a card is an object")
            require((try? JSONValue(parsing: card.content.utf8)) != nil, "a card is JSON")
            guard isOurs else { continue }
            require(card.size <= Card.sizeLimit, "a card fits")
            require(card.fallback.utf8.count <= Card.fallbackLimit, "its text fits")
        }
    }
}
