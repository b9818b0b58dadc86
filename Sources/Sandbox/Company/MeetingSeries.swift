package import FoundationEssentials

/// A meeting on somebody's calendar with everything that took place under it.
package struct MeetingSeries: Sendable, Equatable {
    /// Where it takes place, which decides how Webex lists it.
    package enum Place: Sendable, Equatable {
        case scheduled
        /// In the host's personal room.
        case personalRoom
        /// Started from a group room; its schedule is never listed. The room's id.
        case space(String)
    }

    /// The next time it is planned for.
    package struct Occurrence: Sendable, Equatable {
        package var start: Date
        package var end: Date
    }

    /// 32 hexadecimal digits.
    package var id: String
    package var site: String
    package var number: String
    package var title: String
    package var webLink: String
    /// The present one; what took place may have had another.
    package var host: MeetingHost
    /// The account ids of those invited, cohosts included, without the host.
    package var invitees: [String]
    package var place: Place
    /// Whether it was never planned: there is no schedule to list, only what took place.
    package var isAdHoc: Bool
    /// The status with which Webex refuses to list the instances by the series' id; nothing when it lists them.
    package var instancesRefusal: Int?
    package var upcoming: Occurrence?
    /// Newest first.
    package var instances: [MeetingInstance]

    /// Whether `account` sees the schedule in their own listing: hosts and invitees do.
    package func isVisible(to account: Account) -> Bool { account.id == host.id || invitees.contains(account.id) }
}

/// Who hosts, with the address that Webex writes for them: perhaps not their first.
package struct MeetingHost: Sendable, Equatable {
    /// The account id.
    package var id: String
    /// In lower case.
    package var email: String
}
