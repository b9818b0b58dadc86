import Files
import Synchronization

/// The zones of the people who ask, each read from the time-zone database once.
package final class DisplayZones: Sendable {
    private let folder: String
    private let known = Mutex<[TimeZoneName: DisplayZone]>([:])

    /// The database has some 600 names; a company needs a few of them.
    private static let capacity = 256

    /// Nothing is read before the first request.
    ///
    /// - Parameter folder: Where the time-zone database is installed. Without one every zone is UTC.
    package init(folder: String = "/usr/share/zoneinfo") { self.folder = folder }

    /// The zone of an IANA name.
    ///
    /// - Parameter name: As Webex tells it, for example `Europe/Prague`.
    /// - Returns: ``DisplayZone/utc`` for no name, for one that cannot be a zone's, and for one that the database does not
    ///   have or cannot be read for; these are looked for again each time.
    package func zone(named name: String?) -> DisplayZone {
        guard let name = name.flatMap(TimeZoneName.init) else { return .utc }
        if let zone = known.withLock({ $0[name] }) { return zone }
        // People are answered in UTC rather than not at all.
        guard let rules = try? TimeZoneRules(named: name, in: folder) else { return .utc }
        let zone = DisplayZone(rules)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[name] = zone
        }
        return zone
    }
}
