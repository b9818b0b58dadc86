package import FoundationEssentials

/// A day in UTC, written as `2026-11-20`.
package struct CalendarDay: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let description: String

    private static let format = Date.ISO8601FormatStyle().year().month().day()

    /// The day that `date` falls on.
    package init(_ date: Date) { description = Self.format.format(date) }

    /// Reads a day as it is written; nothing for a day that no calendar has.
    package init?(_ text: some StringProtocol) {
        guard let date = try? Self.format.parse(String(text)), CalendarDay(date).description == text else { return nil }
        description = String(text)
    }

    package static func < (one: Self, other: Self) -> Bool { one.description < other.description }
}
