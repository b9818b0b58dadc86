/// What holds after the last change that a time-zone file lists: one offset for ever, or two that alternate each year.
///
/// Written as POSIX writes time zones, `CET-1CEST,M3.5.0,M10.5.0/3`: seconds are counted west of Greenwich, and what takes
/// the clocks from one offset to the other is a day of the year and a time on the clocks that are about to change.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc9636#section-3.3.1>
struct RecurringOffset: Sendable, Equatable {
    struct Daylight: Sendable, Equatable {
        var offset: TimeZoneRules.Offset
        var begins: YearlyMoment
        var ends: YearlyMoment
    }

    let standard: TimeZoneRules.Offset
    let daylight: Daylight?

    /// Nothing when `text` is not of that form.
    init?(_ text: String) {
        var scanner = Scanner(rest: Substring(text))
        guard let name = scanner.name(), let west = scanner.time(),
            let standard = TimeZoneRules.Offset(seconds: -west, name: name, isDaylight: false)
        else { return nil }
        self.standard = standard
        guard !scanner.rest.isEmpty else {
            daylight = nil
            return
        }
        guard let daylight = scanner.daylight(besides: standard), scanner.rest.isEmpty else { return nil }
        self.daylight = daylight
    }

    /// The offset at `time`, in seconds since 1970.
    func offset(at time: Int64) -> TimeZoneRules.Offset {
        guard let daylight else { return standard }
        let year = CalendarYear(containing: Int(time)).number
        let changes = (year - 1...year + 1).flatMap { self.changes(in: CalendarYear($0), daylight) }
        let latest = changes.filter { $0.time <= time }.max { $0.precedes($1) }
        return latest?.offset ?? standard
    }

    private struct Change {
        var time: Int
        var offset: TimeZoneRules.Offset

        /// Where one period ends as the next begins, the beginning counts: so is daylight-saving time written that never
        /// ends.
        func precedes(_ other: Change) -> Bool {
            time == other.time ? other.offset.isDaylight : time < other.time
        }
    }

    private func changes(in year: CalendarYear, _ daylight: Daylight) -> [Change] {
        [
            Change(time: daylight.begins.seconds(in: year) - standard.seconds, offset: daylight.offset),
            Change(time: daylight.ends.seconds(in: year) - daylight.offset.seconds, offset: standard),
        ]
    }
}

extension RecurringOffset {
    private struct Scanner {
        var rest: Substring

        mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// Letters, or anything between angle brackets.
        mutating func name() -> String? {
            let isBracketed = skip("<")
            let name = rest.prefix { isBracketed ? $0 != ">" : $0.isLetter }
            rest = rest.dropFirst(name.count)
            return isBracketed && !skip(">") ? nil : String(name)
        }

        mutating func number(_ allowed: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            return Int(digits).flatMap { allowed.contains($0) ? $0 : nil }
        }

        /// Hours, minutes and seconds, in seconds; hours up to a week.
        mutating func time() -> Int? {
            let isNegative = skip("-")
            if !isNegative { _ = skip("+") }
            guard let hours = number(0...167) else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where skip(":") {
                guard let count = number(0...59) else { return nil }
                seconds += count * unit
            }
            return isNegative ? -seconds : seconds
        }

        mutating func daylight(besides standard: TimeZoneRules.Offset) -> Daylight? {
            guard let name = name() else { return nil }
            // One hour ahead of standard time unless something else is said.
            guard let west = rest.first == "," ? -standard.seconds - 3600 : time(),
                let offset = TimeZoneRules.Offset(seconds: -west, name: name, isDaylight: true),
                let begins = moment(), let ends = moment()
            else { return nil }
            return Daylight(offset: offset, begins: begins, ends: ends)
        }

        private mutating func moment() -> YearlyMoment? {
            guard skip(","), let day = day() else { return nil }
            guard skip("/") else { return YearlyMoment(day: day, time: 2 * 3600) }
            return time().map { YearlyMoment(day: day, time: $0) }
        }

        private mutating func day() -> YearlyMoment.Day? {
            if skip("J") { return number(1...365).map(YearlyMoment.Day.withoutLeapDay) }
            guard skip("M") else { return number(0...365).map(YearlyMoment.Day.counted) }
            guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
                let weekday = number(0...6)
            else { return nil }
            return .weekday(weekday, week: week, month: month)
        }
    }
}
