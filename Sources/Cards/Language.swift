/// A language people are answered in, as BCP 47 names it: `en-US`, `cs-CZ`.
package struct Language: Hashable, Sendable, CustomStringConvertible {
    /// The tag in its usual spelling: `pt-BR`, `zh-Hant-TW`.
    package let tag: String

    /// Reads a tag in any case, with hyphens or underscores between its parts.
    ///
    /// Only the form is checked, not whether there is such a language.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        let isPart: (Substring) -> Bool = { part in
            (1...8).contains(part.utf8.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        let candidates = parts.map { Substring($0.lowercased()) }
        guard let code = candidates.first, (2...3).contains(code.count), code.allSatisfy(\.isLetter),
            candidates.allSatisfy(isPart)
        else { return nil }
        tag = candidates.enumerated().map { $0.offset == 0 ? String($0.element) : Self.usual($0.element) }
            .joined(separator: "-")
    }

    /// The language without country or script, `pt` of `pt-BR`.
    package var code: String { String(tag.prefix { $0 != "-" }) }

    package var description: String { tag }

    /// Regions are written in capitals, scripts with one, everything else without.
    private static func usual(_ part: Substring) -> String {
        switch part.count {
        case 2: part.uppercased()
        case 4 where part.allSatisfy(\.isLetter): part.prefix(1).uppercased() + part.dropFirst()
        default: String(part)
        }
    }
}
