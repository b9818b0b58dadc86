import JSONTree

/// Reads the files of a cards folder and notes everything that is wrong with any of them.
struct CardFolderReader {
    private let files: [String: [UInt8]]
    private(set) var problems: [CardError.Problem] = []
    /// The wording that templates use, each key with the first template that does.
    private var templateKeys: [String: String] = [:]
    /// Whether those are all: one brace that is missing in a template would otherwise be followed by a problem in every
    /// language for each text that only this template uses.
    private var knowsAllKeys = true

    init(files: [String: [UInt8]]) { self.files = files }

    /// The templates; to be read first, as the locales must have the wording that they use.
    mutating func templates() -> [CardLibrary.CardName: Template] {
        var templates: [CardLibrary.CardName: Template] = [:]
        for name in CardLibrary.CardName.allCases {
            guard let bytes = files[name.file] else {
                problems.append(CardError.Problem("the card is missing", in: name.file))
                knowsAllKeys = false
                continue
            }
            var reader = TemplateReader(file: name.file, shape: name.shape)
            templates[name] = reader.template(bytes)
            knowsAllKeys = knowsAllKeys && reader.knowsAllWording
            problems += reader.problems.sorted { ($0.position ?? .start) < ($1.position ?? .start) }
            for use in reader.wording where templateKeys[use.key] == nil {
                templateKeys[use.key] = "\(name.file):\(use.position)"
            }
        }
        let expected = CardLibrary.CardName.allCases.map(\.file)
        for file in files.keys.sorted() where !file.contains("/") && !expected.contains(file) {
            problems.append(
                CardError.Problem("no card has this name; the cards are \(expected.joined(separator: ", "))", in: file))
        }
        return templates
    }

    /// The locales by their language.
    mutating func phrasebooks() -> [Language: Phrasebook] {
        var phrasebooks: [Language: Phrasebook] = [:]
        var hasEnglish = false
        for (file, bytes) in files.sorted(by: { $0.key < $1.key }) where file.hasPrefix("locales/") {
            guard let language = language(of: file) else { continue }
            hasEnglish = hasEnglish || language.code == "en"
            var reader = PhrasebookReader(
                file: file, language: language, templateKeys: templateKeys, knowsAllKeys: knowsAllKeys)
            phrasebooks[language] = reader.phrasebook(bytes)
            problems += reader.problems
        }
        if !hasEnglish {
            problems.append(CardError.Problem("English is missing, the language for everybody else", in: "locales"))
        }
        return phrasebooks
    }

    /// The language that a locale file is named after, in its usual spelling, so that no two files can mean the same.
    private mutating func language(of file: String) -> Language? {
        let name = file.dropFirst("locales/".count).dropLast(".json".count)
        guard let language = Language(name) else {
            problems.append(CardError.Problem("the name is no language tag such as en-US", in: file))
            return nil
        }
        guard language.tag == name else {
            problems.append(
                CardError.Problem("the language is written \(language.tag), so name it \(language.tag).json", in: file))
            return nil
        }
        return language
    }
}

extension JSONPosition {
    fileprivate static let start = JSONPosition(line: 1, column: 1)
}
