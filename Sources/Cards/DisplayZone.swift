package import Files
package import FoundationEssentials

/// The time zone that times are shown in, always named beside them.
package struct DisplayZone: Sendable, Equatable {
    /// What holds in the zone at one moment.
    package struct Offset: Sendable, Equatable {
        /// As people read it, for example `CEST`, `UTC` or `UTC+05:30`.
        package var name: String
        /// Seconds to add to UTC, positive east of Greenwich.
        package var seconds: Int

        package init(name: String, seconds: Int) {
            self.name = name
            self.seconds = seconds
        }
    }

    private enum Clock: Equatable {
        case steady(Offset)
        case changing(TimeZoneRules)
    }

    private let clock: Clock

    /// A zone whose clocks change as `rules` say.
    ///
    /// Times are named by the abbreviation that people there use, and by their distance from UTC where there is none.
    package init(_ rules: TimeZoneRules) { clock = .changing(rules) }

    /// A zone whose clocks never change.
    package init(steady offset: Offset) { clock = .steady(offset) }

    /// Coordinated universal time.
    package static let utc = DisplayZone(steady: Offset(name: "UTC", seconds: 0))

    /// The offset at a moment; it changes with daylight-saving time.
    package func offset(at date: Date) -> Offset {
        switch clock {
        case .steady(let offset): offset
        case .changing(let rules): Offset(rules.offset(at: date))
        }
    }
}

extension DisplayZone.Offset {
    fileprivate init(_ offset: TimeZoneRules.Offset) {
        let isNamed = offset.abbreviation.contains { $0.isLetter }
        self.init(name: isNamed ? offset.abbreviation : Self.distance(offset.seconds), seconds: offset.seconds)
    }

    /// `UTC`, `UTC+05:30`, `UTC−03:00`.
    private static func distance(_ seconds: Int) -> String {
        guard seconds != 0 else { return "UTC" }
        let minutes = abs(seconds) / 60
        let (hours, rest) = (DatePattern.twoDigits(minutes / 60), DatePattern.twoDigits(minutes % 60))
        return "UTC\(seconds < 0 ? "\u{2212}" : "+")\(hours):\(rest)"
    }
}
