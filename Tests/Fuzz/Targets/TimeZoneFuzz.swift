import FoundationEssentials

@testable import Files

/// A file of the time-zone database.
enum TimeZoneFuzz {
    private static let moments: [Date] =
        [.distantPast, .distantFuture, Date(timeIntervalSince1970: 1e300), Date(timeIntervalSince1970: -1e300)]
        + stride(from: -3e9, through: 9e9, by: 1e8).map(Date.init(timeIntervalSince1970:))

    static func run(_ bytes: [UInt8]) {
        guard let rules = try? TimeZoneReader.rules(in: bytes) else { return }
        for moment in moments {
            let offset = rules.offset(at: moment)
            require((-89_999...93_599).contains(offset.seconds), "no place is further from Greenwich")
            require((3...16).contains(offset.abbreviation.utf8.count), "an abbreviation is short")
        }
    }
}
