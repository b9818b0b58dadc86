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
    ///   - schedule: Its schedule item, which alone carries the number; nothing when it could not be read.
    ///   - hostRoom: The personal room of the host of `instance`.
    package init(of instance: Meeting, schedule: Meeting?, hostRoom: PersonalRoomFinding) {
        self =
            switch hostRoom {
            case _ where instance.isScheduledInPersonalRoom || schedule?.isScheduledInPersonalRoom == true:
                .personalRoom
            case .room(let room) where room.isPlace(of: schedule) || room.isPlace(of: instance): .personalRoom
            case _ where instance.room != nil: .elsewhere
            case .none: .elsewhere
            // Another number than the room's is the proof; another link alone is not, one meeting can have several.
            case .room(let room) where room.number != nil && (schedule?.number ?? instance.number) != nil: .elsewhere
            case .room, .unknown: .unknown
            }
    }
}

extension PersonalRoom {
    fileprivate func isPlace(of meeting: Meeting?) -> Bool {
        guard let meeting else { return false }
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
