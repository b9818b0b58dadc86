/// The tag of a language, such as `en-US` (RFC 5646).
enum LanguageTag {
    /// What a tag looks like, for the schema file: `_` stands for `-`, as in the names of POSIX locales.
    static let pattern = "^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$"

    /// The tag as the locale files are named: the language in lower case, a country in capitals, with `-` between.
    ///
    /// - Returns: Nothing when `text` is no tag.
    static func normalized(_ text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        let isLetter = { (letter: Character) in letter.isASCII && letter.isLetter }
        guard let language = parts.first, (2...8).contains(language.count), language.allSatisfy(isLetter),
            parts.dropFirst().allSatisfy({ part in
                (1...8).contains(part.count) && part.allSatisfy { isLetter($0) || $0.isASCII && $0.isNumber }
            })
        else { return nil }
        let rest = parts.dropFirst().map { $0.count == 2 ? $0.uppercased() : $0.count == 4 ? $0.capitalized : "\($0)" }
        return ([language.lowercased()] + rest).joined(separator: "-")
    }
}

extension Substring {
    /// The first letter large, the others small, as scripts are written: `Hant`.
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
