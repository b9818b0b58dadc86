package import Recordings

/// Where a meeting took place, as far as the protection of personal rooms asks.
package enum MeetingPlace: Sendable, Equatable { case personalRoom, elsewhere, unknown }

/// What came of asking for a host's personal room.
package enum PersonalRoomFinding: Sendable, Equatable {
    case room(PersonalRoom)
    /// The host has none, and Webex says so.
    case none
    /// It could not be found out.
    case unknown
}

extension MeetingPlace {
    /// Finds out whether a meeting took place in a personal room.
    ///
    /// - Parameters:
    ///   - instance: The meeting that ran.
    ///   - schedules: Its schedule items, which alone carry numbers; none when they could not be read.
    ///   - areSchedulesWhole: Whether the schedules of every series that the instance belongs to could be read.
    ///   - hostRoom: The personal room that the host of `instance` has on the site of `instance`.
    package init(
        of instance: Meeting, schedules: [Meeting], areSchedulesWhole: Bool = true, hostRoom: PersonalRoomFinding
    ) {
        let meetings = schedules + [instance]
        self =
            switch hostRoom {
            case _ where meetings.contains(where: \.isScheduledInPersonalRoom): .personalRoom
            case .room(let room) where meetings.contains(where: room.isPlace): .personalRoom
            case _ where instance.room != nil: .elsewhere
            case .none: .elsewhere
            // Another number than the room's is the proof; another link alone is not, one meeting can have several.
            case .room(let room)
            where areSchedulesWhole && room.number != nil && meetings.contains { $0.number != nil }:
                .elsewhere
            case .room, .unknown: .unknown
            }
    }
}

extension PersonalRoom {
    fileprivate func isPlace(of meeting: Meeting) -> Bool {
        let hasNumber = number != nil && number == meeting.number
        let hasLink = link.map { Self.comparable($0) == meeting.webLink.map(Self.comparable) } ?? false
        return hasNumber || hasLink
    }

    /// Webex writes the same link with and without a slash at its end, and hosts in any case.
    private static func comparable(_ link: String) -> String {
        let lower = link.lowercased()
        return lower.hasSuffix("/") ? String(lower.dropLast()) : lower
    }
}
