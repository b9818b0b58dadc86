import FoundationEssentials

/// How a locale writes a moment: letters that stand for its parts, everything else as it is.
///
/// The letters are those of Unicode's date patterns, as far as they can be written without a calendar's data: `d` `dd`
/// `M` `MM` `MMM` (the name) `yyyy` `H` `HH` `mm`. Letters of English that mean themselves stand between apostrophes; those
/// of other alphabets, as in `yyyy年`, need none.
///
/// - SeeAlso: <https://www.unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns>
struct DatePattern: Sendable, Equatable {
    private enum Field: String {
        case day = "d"
        case dayOfTwoDigits = "dd"
        case month = "M"
        case monthOfTwoDigits = "MM"
        case monthName = "MMM"
        case year = "yyyy"
        case hour = "H"
        case hourOfTwoDigits = "HH"
        case minute = "mm"
    }

    private enum Piece: Equatable {
        case literal(String)
        case field(Field)
    }

    private let pieces: [Piece]
    /// Twelve names, January first, in the form that dates take.
    private let months: [String]
    /// How the first of a month is written, which some languages do not count like the rest: `1er`.
    private let firstDay: String

    /// Nothing when `pattern` has letters that stand for nothing, or when `months` are not twelve.
    init?(_ pattern: String, months: [String], firstDay: String = "1") {
        guard months.count == 12 else { return nil }
        var pieces: [Piece] = []
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "'" {
                guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
                pieces.append(.literal(String(rest[..<end].dropFirst())))
                rest = rest[end...].dropFirst()
            } else if first.isASCII, first.isLetter {
                let run = rest.prefix { $0 == first }
                guard let field = Field(rawValue: String(run)) else { return nil }
                pieces.append(.field(field))
                rest = rest.dropFirst(run.count)
            } else {
                pieces.append(.literal(String(first)))
                rest = rest.dropFirst()
            }
        }
        self.pieces = pieces
        self.months = months
        self.firstDay = firstDay
    }

    /// The date and time that clocks show at `date`, `offset` seconds east of Greenwich.
    func text(for date: Date, offset: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute], from: date.addingTimeInterval(Double(offset)))
        return pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .field(let field): text(of: field, parts)
            }
        }.joined()
    }

    private func text(of field: Field, _ parts: DateComponents) -> String {
        let (month, day) = (parts.month ?? 1, parts.day ?? 1)
        return switch field {
        case .day: day == 1 ? firstDay : String(day)
        case .dayOfTwoDigits: Self.twoDigits(day)
        case .month: String(month)
        case .monthOfTwoDigits: Self.twoDigits(month)
        case .monthName: months[(month - 1) % 12]
        case .year: String(parts.year ?? 1)
        case .hour: String(parts.hour ?? 0)
        case .hourOfTwoDigits: Self.twoDigits(parts.hour ?? 0)
        case .minute: Self.twoDigits(parts.minute ?? 0)
        }
    }

    /// `number` with a zero before it when it has one digit.
    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
