import JSONTree

/// Everything the bot can say, in every language it speaks: the templates of its cards and the texts of its locales.
///
/// All of it is read and checked when it is loaded; saying something cannot fail after that.
package struct CardLibrary: Sendable {
    /// The cards there are; each has its template in a file of that name.
    package enum CardName: String, CaseIterable, Sendable {
        case form, recordings, meetings, notice, status

        var file: String { "\(rawValue).json" }

        var shape: ValueShape {
            switch self {
            case .form: FormCard.shape
            case .recordings: RecordingsCard.shape
            case .meetings: MeetingsCard.shape
            case .notice: NoticeCard.shape
            case .status: StatusCard.shape
            }
        }
    }

    private let templates: [CardName: Template]
    private let phrasebooks: [Language: Phrasebook]
    private let english: Phrasebook

    /// The languages there is a locale file for, by their tags.
    package var languages: [Language] { phrasebooks.keys.sorted { $0.tag < $1.tag } }

    /// Reads what a cards folder holds.
    ///
    /// - Parameter files: The contents of the files by their path in the folder: `form.json`, `locales/en-US.json`.
    /// - Throws: ``CardError`` with every problem of every file. English has to be among the locales.
    package init(files: [String: [UInt8]]) throws(CardError) {
        var reader = CardFolderReader(files: files)
        let templates = reader.templates()
        let phrasebooks = reader.phrasebooks()
        guard reader.problems.isEmpty, let english = Self.match("en-US", among: phrasebooks) else {
            throw CardError(reader.problems)
        }
        (self.templates, self.phrasebooks, self.english) = (templates, phrasebooks, english)
    }

    /// Reads a cards folder.
    ///
    /// - Parameter folder: The path of a folder with a template for each card, such as `form.json`, and `locales/<tag>.json`; files of other
    ///   kinds and hidden ones are left alone. No file may be larger than 1 MiB.
    /// - Throws: ``CardError`` with every problem of every file, also when one cannot be read.
    package init(folder: String) throws(CardError) {
        try self.init(files: try CardFiles(path: folder).read())
    }

    /// Finds the language to answer in for a tag in any spelling.
    ///
    /// - Parameter tag: For example `cs-CZ`, `cs_cz`, `cs`. The locale of exactly this tag is taken, else one of the same
    ///   language, in the same script if possible, else English.
    /// - Returns: The language, and whether it is the one that was asked for: the same in the same script. Chinese in
    ///   simplified characters is the nearest for `zh-TW`, but not what was asked for.
    package func language(for tag: String) -> (language: Language, isKnown: Bool) {
        guard let asked = Language(tag), let found = asked.nearest(among: phrasebooks.keys) else {
            return (english.language, false)
        }
        return (found, found.script == asked.script)
    }

    /// What becomes of a language that there are no texts in, for whoever has written it into the settings.
    ///
    /// - Parameter tag: As ``language(for:)`` takes it.
    /// - Returns: Nothing when there are texts.
    package func doubt(about tag: String) -> String? {
        guard !language(for: tag).isKnown else { return nil }
        let known = languages.map(\.tag).joined(separator: ", ")
        return "there are no texts in \(tag), so answers are in English; there is \(known)"
    }

    /// What a language calls itself: `English`, `Čeština`.
    package func name(of language: Language) -> String { phrasebook(language).text(.languageName) }

    /// What the bot says, as markdown for a message.
    ///
    /// - Parameters:
    ///   - phrase: What to say.
    ///   - language: One of ``languages``; for any other the nearest is taken.
    /// - Returns: One or two sentences; what people typed is escaped in them.
    package func text(_ phrase: Phrase, in language: Language) -> String {
        phrasebook(language).text(phrase.filled)
    }

    func phrasebook(_ language: Language) -> Phrasebook {
        phrasebooks[language] ?? Self.match(language.tag, among: phrasebooks) ?? english
    }

    /// A card with its holes filled, wording included.
    func render(
        _ name: CardName, _ values: KeyValuePairs<String, JSONValue>, in phrasebook: Phrasebook
    ) -> JSONValue {
        var all = JSONObject(values.map { JSONObject.Member($0.key, $0.value) })
        all["text"] = phrasebook.templateTexts
        return templates[name]?.render(.object(all)) ?? .null
    }

    private static func match(_ tag: String, among phrasebooks: [Language: Phrasebook]) -> Phrasebook? {
        Language(tag)?.nearest(among: phrasebooks.keys).flatMap { phrasebooks[$0] }
    }
}
