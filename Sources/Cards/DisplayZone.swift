package import FoundationEssentials

/// The time zone that times are shown in, always named beside them.
package struct DisplayZone: Sendable {
    /// What holds in the zone at one moment.
    package struct Offset: Sendable, Equatable {
        /// As people read it, for example `UTC` or `CEST`.
        package var name: String
        /// Seconds to add to UTC, positive east of Greenwich.
        package var seconds: Int

        package init(name: String, seconds: Int) {
            self.name = name
            self.seconds = seconds
        }
    }

    /// The offset at a moment; it changes with daylight-saving time.
    package var offset: @Sendable (Date) -> Offset

    package init(offset: @escaping @Sendable (Date) -> Offset) { self.offset = offset }

    /// Coordinated universal time.
    package static let utc = DisplayZone { _ in Offset(name: "UTC", seconds: 0) }
}
