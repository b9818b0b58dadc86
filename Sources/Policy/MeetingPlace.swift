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
    ///   - hostRooms: The personal rooms on the site of `instance` of everybody who hosts it or a schedule of it: a meeting
    ///     in somebody's room can be run by somebody else.
    package init(
        of instance: Meeting, schedules: [Meeting], areSchedulesWhole: Bool = true, hostRooms: [PersonalRoomFinding]
    ) {
        let meetings = schedules + [instance]
        let rooms = hostRooms.compactMap(\.room)
        // Another number than the room's is the proof; another link alone is not, one meeting can have several.
        let hasOtherNumber =
            areSchedulesWhole && rooms.allSatisfy { $0.number != nil } && meetings.contains { $0.number != nil }
        if meetings.contains(where: \.isScheduledInPersonalRoom)
            || rooms.contains(where: { meetings.contains(where: $0.isPlace) })
        {
            self = .personalRoom
        } else if instance.room != nil {
            self = .elsewhere
        } else if hostRooms.isEmpty || hostRooms.contains(.unknown) {
            self = .unknown
        } else {
            self = rooms.isEmpty || hasOtherNumber ? .elsewhere : .unknown
        }
    }
}

extension PersonalRoomFinding {
    fileprivate var room: PersonalRoom? { if case .room(let room) = self { room } else { nil } }
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
