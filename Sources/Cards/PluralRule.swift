/// The forms that a language has for numbers of things, by the names that CLDR gives them.
enum PluralCategory: String, CaseIterable, Sendable {
    case one, few, many, other
}

/// How a language chooses among its plural forms for a whole number.
///
/// Five rules cover the languages below; another language is one more line in ``init(_:)``, or one more rule. The form
/// that the Romance languages have for whole millions is left out: nothing here is counted so far.
///
/// - SeeAlso: <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>
enum PluralRule: Sendable {
    /// The same form for every number.
    case invariable
    /// One for 1.
    case oneAlone
    /// One for 0 and 1.
    case oneAndZero
    /// One for 1, few for 2 to 4.
    case czech
    /// One for 1, few for numbers that end in 2 to 4 but not in 12 to 14.
    case polish

    /// The rule of a language; nothing for one whose rule nobody has written down here yet.
    init?(_ language: Language) {
        switch language.code {
        case "ja", "zh": self = .invariable
        case "en", "de", "nl", "es", "it": self = .oneAlone
        case "pt" where language.tag == "pt-PT": self = .oneAlone
        case "fr", "pt": self = .oneAndZero
        case "cs", "sk": self = .czech
        case "pl": self = .polish
        default: return nil
        }
    }

    /// The forms that a text must have.
    var categories: Set<PluralCategory> {
        switch self {
        case .invariable: [.other]
        case .oneAlone, .oneAndZero: [.one, .other]
        case .czech: [.one, .few, .other]
        case .polish: [.one, .few, .many]
        }
    }

    /// The form for `count` things, always one of ``categories``.
    func category(for count: Int) -> PluralCategory {
        switch self {
        case .invariable: .other
        case .oneAlone: count == 1 ? .one : .other
        case .oneAndZero: count == 0 || count == 1 ? .one : .other
        case .czech: count == 1 ? .one : (2...4).contains(count) ? .few : .other
        case .polish:
            count == 1 ? .one : (2...4).contains(count % 10) && !(12...14).contains(count % 100) ? .few : .many
        }
    }
}
