import JSONTree

/// Reads one locale file and notes everything that is wrong with it.
///
/// The file is one flat object. A text that counts things is an object with one text for each plural form of the language;
/// `months`, `date_time` and `decimal_mark` say how dates and numbers are written, and `first_day`, where a language needs
/// it, how the first of a month is.
struct PhrasebookReader {
    private enum Setting: String, CaseIterable {
        case months
        case dateTime = "date_time"
        case firstDay = "first_day"
        case decimalMark = "decimal_mark"

        static let required: [Setting] = [.months, .dateTime, .decimalMark]
    }

    let file: String
    let language: Language
    /// The keys that templates use, each with the template that does.
    let templateKeys: [String: String]
    /// Whether a text that no template is known to use is a mistake.
    let knowsAllKeys: Bool
    private(set) var problems: [CardError.Problem] = []

    private var texts: [Wording: Phrasebook.Forms] = [:]
    private var templateTexts = JSONObject()
    private var months: [String] = []
    private var dateTime: (text: String, position: JSONPosition)?
    private var firstDay = "1"
    private var decimalMark = "."

    init(file: String, language: Language, templateKeys: [String: String], knowsAllKeys: Bool) {
        (self.file, self.language) = (file, language)
        (self.templateKeys, self.knowsAllKeys) = (templateKeys, knowsAllKeys)
    }

    /// The phrasebook in `bytes`, to be used only when no problem was found.
    mutating func phrasebook(_ bytes: [UInt8]) -> Phrasebook? {
        guard let plurals = PluralRule(language) else {
            report("the plural forms of \"\(language.code)\" are not known")
            return nil
        }
        guard let members = members(bytes) else { return nil }
        for member in members { read(member, plurals) }
        reportMissing(besides: Set(members.map(\.name)))
        guard let dates = datePattern() else { return nil }
        return Phrasebook(
            language: language, plurals: plurals, dates: dates, decimalMark: decimalMark, texts: texts,
            templateTexts: .object(templateTexts))
    }

    private mutating func report(_ text: String, at position: JSONPosition? = nil) {
        problems.append(CardError.Problem(text, in: file, at: position))
    }

    private mutating func members(_ bytes: [UInt8]) -> [JSONNode.Member]? {
        do throws(JSONError) {
            let node = try JSONNode(parsing: bytes)
            guard case .object(let members) = node.content else {
                report("expected an object with the texts by their keys", at: node.position)
                return nil
            }
            return members
        } catch {
            report(error.problem, at: error.position)
            return nil
        }
    }

    private mutating func reportMissing(besides present: Set<String>) {
        let ours = Setting.required.map(\.rawValue) + Wording.allCases.map(\.rawValue)
        for key in ours where !present.contains(key) { report("\"\(key)\" is missing") }
        for (key, template) in templateKeys.sorted(by: { $0.key < $1.key })
        where !present.contains(key) && !ours.contains(key) {
            report("\"\(key)\" is missing, and \(template) uses it")
        }
    }

    private mutating func datePattern() -> DatePattern? {
        guard let dateTime, !months.isEmpty else { return nil }
        let pattern = DatePattern(dateTime.text, months: months, firstDay: firstDay)
        if pattern == nil {
            report(
                "a time is written with d dd M MM MMM yyyy H HH mm, other letters in apostrophes", at: dateTime.position
            )
        }
        return pattern
    }
}

extension PhrasebookReader {
    private mutating func read(_ member: JSONNode.Member, _ plurals: PluralRule) {
        if let setting = Setting(rawValue: member.name) {
            read(setting, member.value)
        } else if let wording = Wording(rawValue: member.name) {
            texts[wording] = wording.isPlural ? forms(of: member, wording, plurals) : single(member, wording.holes)
            keepForTemplates(member)
        } else if templateKeys[member.name] != nil {
            _ = single(member, [])
            keepForTemplates(member)
        } else if knowsAllKeys {
            report("\"\(member.name)\" is no text that anything uses", at: member.position)
        }
    }

    private mutating func read(_ setting: Setting, _ node: JSONNode) {
        switch (setting, node.content) {
        case (.months, .array(let names)):
            months = names.compactMap(\.value.string)
            if months.count != 12 || names.count != 12 { report("a year has twelve months", at: node.position) }
        case (.dateTime, .string(let text)): dateTime = (text, node.position)
        case (.firstDay, .string(let text)) where !text.isEmpty: firstDay = text
        case (.decimalMark, .string(let text)) where !text.isEmpty: decimalMark = text
        default:
            report(
                "\"\(setting.rawValue)\" takes \(setting == .months ? "an array of names" : "a text")",
                at: node.position)
        }
    }

    private mutating func keepForTemplates(_ member: JSONNode.Member) {
        guard let template = templateKeys[member.name] else { return }
        guard let text = member.value.value.string, Wording(rawValue: member.name)?.holes.isEmpty ?? true else {
            report("\(template) uses \"\(member.name)\", which has values of its own", at: member.position)
            return
        }
        templateTexts[member.name] = .string(text)
    }

    private mutating func single(_ member: JSONNode.Member, _ holes: Set<String>) -> Phrasebook.Forms? {
        text(member.value, of: member.name, holes).map { [.other: $0] }
    }

    private mutating func forms(
        of member: JSONNode.Member, _ wording: Wording, _ plurals: PluralRule
    ) -> Phrasebook.Forms? {
        let expected = PluralCategory.allCases.filter(plurals.categories.contains)
        guard case .object(let members) = member.value.content,
            Set(members.map(\.name)) == Set(expected.map(\.rawValue))
        else {
            let names = expected.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            report("\"\(member.name)\" takes an object with the forms \(names)", at: member.value.position)
            return nil
        }
        var forms: Phrasebook.Forms = [:]
        for form in members {
            guard let category = PluralCategory(rawValue: form.name) else { continue }
            forms[category] = text(form.value, of: member.name, wording.holes)
        }
        return forms
    }

    private mutating func text(_ node: JSONNode, of key: String, _ holes: Set<String>) -> HoleText? {
        guard case .string(let string) = node.content, string.contains(where: { !$0.isWhitespace }) else {
            report("\"\(key)\" takes a text", at: node.position)
            return nil
        }
        do throws(HoleText.Failure) {
            let text = try HoleText(string)
            for path in text.paths
            where path.base != .data || path.names.count != 1 || !holes.isSuperset(of: path.names) {
                let known = holes.sorted().joined(separator: ", ")
                report("nothing fills \"\(path)\"; here are: \(known.isEmpty ? "none" : known)", at: node.position)
            }
            // A number can be said in words; everything else would be lost on whoever reads it.
            let named = Set(text.paths.flatMap(\.names))
            for hole in holes.subtracting(named).subtracting(["count"]).sorted() {
                report("\"\(key)\" lacks \"${\(hole)}\"", at: node.position)
            }
            return text
        } catch {
            report(error.problem, at: node.position)
            return nil
        }
    }
}
