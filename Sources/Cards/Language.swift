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

    /// The script, of a language that is written in several: `Hans` of `zh-CN`, `Hant` of `zh-Hant-HK` and of `zh-TW`.
    ///
    /// Where the tag does not say it, it is the one that most people of the region write.
    package var script: String? {
        let parts = tag.split(separator: "-").dropFirst()
        let written = parts.first { $0.count == 4 && $0.allSatisfy(\.isLetter) }.map(String.init)
        guard code == "zh" else { return written }
        return written ?? (parts.contains { ["TW", "HK", "MO"].contains($0) } ? "Hant" : "Hans")
    }

    /// The language among `languages` that somebody who asked for this one can read best.
    ///
    /// - Returns: This language itself, else the same in the same script, else the same in another script, as Chinese in
    ///   simplified characters for `zh-TW`; of several the one whose tag comes first. Nothing when there is none.
    package func nearest(among languages: some Collection<Language>) -> Language? {
        if languages.contains(self) { return self }
        let related = languages.filter { $0.code == code }.sorted { $0.tag < $1.tag }
        return related.first { $0.script == script } ?? related.first
    }

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
