import FoundationEssentials
import JSONTree

/// How one language says things: its texts, and how it writes numbers and times.
struct Phrasebook: Sendable {
    /// A text in the forms it has; one without plurals has ``PluralCategory/other`` alone.
    typealias Forms = [PluralCategory: HoleText]

    let language: Language
    let plurals: PluralRule
    let dates: DatePattern
    let decimalMark: String
    let texts: [Wording: Forms]
    /// The texts without holes, as templates reach them.
    let templateTexts: JSONValue

    /// A text without holes.
    func text(_ wording: Wording) -> String { text(Wording.Filled(wording)) }

    /// A text with its holes filled, as markdown; values are cut to one line and escaped.
    func text(_ filled: Wording.Filled) -> String {
        let forms = texts[filled.wording] ?? [:]
        let form = filled.count.flatMap { forms[plurals.category(for: $0)] } ?? forms[.other]
        return (form?.pieces ?? []).map { piece in
            switch piece {
            case .literal(let text): text
            case .hole(let path): value(path.names.last ?? "", of: filled)
            }
        }.joined()
    }

    private func value(_ name: String, of filled: Wording.Filled) -> String {
        if name == "count", let count = filled.count { return String(count) }
        return (filled.values[name] ?? []).map { Label($0).inlineMarkdown }.joined(separator: ", ")
    }
}

extension Phrasebook {
    /// A moment as its zone's clocks show it, with the zone's name: `2 Mar 2026, 09:00 UTC`.
    func time(_ date: Date, in zone: DisplayZone) -> String {
        let offset = zone.offset(at: date)
        return "\(dates.text(for: date, offset: offset.seconds)) \(offset.name)"
    }

    /// A file size in megabytes, or in gigabytes from 1,000 megabytes, with one decimal; nothing for a file without bytes.
    func size(_ bytes: Int64) -> String? {
        guard bytes > 0 else { return nil }
        let megabytes = Self.tenths(bytes, of: 1_000_000)
        return megabytes < 10_000
            ? text(.init(.megabytes, ["size": decimal(max(megabytes, 1))]))
            : text(.init(.gigabytes, ["size": decimal(Self.tenths(bytes, of: 1_000_000_000))]))
    }

    /// `0:52:10`, hours first; the same in every language.
    static func length(_ length: Duration) -> String {
        let seconds = max(0, Int(length.components.seconds))
        let minutes = seconds / 60
        return "\(minutes / 60):\(DatePattern.twoDigits(minutes % 60)):\(DatePattern.twoDigits(seconds % 60))"
    }

    /// How often a tenth of `unit` goes into `amount`, rounded to the nearest.
    private static func tenths(_ amount: Int64, of unit: Int64) -> Int64 { (amount / (unit / 20) + 1) / 2 }

    private func decimal(_ tenths: Int64) -> String { "\(tenths / 10)\(decimalMark)\(tenths % 10)" }
}
