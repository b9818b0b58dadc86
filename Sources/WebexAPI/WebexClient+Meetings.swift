package import FoundationEssentials
package import Recordings

/// A meeting as the Meetings API answers; every kind of meeting leaves some of it out.
private struct MeetingItem: Decodable {
    var id: String
    var meetingSeriesId: String?
    var meetingNumber: String?
    var title: String?
    var hostUserId: String?
    var hostEmail: String?
    var siteUrl: String?
    var start: String?
    var end: String?
    var webLink: String?
    var roomId: String?
    var scheduledType: String?
    var hasRecording: Bool?
}

/// The part of `GET /meetingPreferences/personalMeetingRoom` that tells which room it is.
///
/// The rest holds the host's PIN and is not read.
private struct PersonalRoomItem: Decodable {
    struct Telephony: Decodable { var accessCode: String? }
    var personalMeetingRoomLink: String?
    var telephony: Telephony?
}

extension WebexClient {
    /// The schedule items with this number that `host` hosts or is invited to.
    ///
    /// Webex ignores windows and page sizes here.
    ///
    /// - Returns: Series and current occurrences; empty when that person has no such meeting.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/meetings/list-meetings>
    package func meetings(numbered number: MeetingNumber, seenBy host: EmailAddress) async throws -> [Meeting] {
        let query = [("meetingNumber", number.digits), ("hostEmail", host.text)]
        return try await meetings(query)
    }

    /// The ended instances of a series that lie in the window, as `host` sees them; all pages.
    ///
    /// - Parameters:
    ///   - series: Not of a scheduled personal-room meeting, which Webex does not list.
    ///   - host: Whose list is read: the host sees all of them, somebody invited the ones that they were invited to.
    ///   - window: The start is inclusive, the end exclusive.
    /// - Returns: An empty list when nothing ran.
    /// - Throws: ``WebexError``.
    package func endedInstances(
        of series: MeetingID, seenBy host: EmailAddress, in window: Range<Date>
    ) async throws -> [Meeting] {
        try await meetings([
            ("meetingSeriesId", series.text), ("meetingType", "meeting"), ("state", "ended"), ("hostEmail", host.text),
            ("from", WireDate.format(window.lowerBound)), ("to", WireDate.format(window.upperBound)), ("max", "100"),
        ])
    }

    /// One meeting: a series, an occurrence or an instance.
    ///
    /// - Parameters:
    ///   - id: Which one.
    ///   - host: As whom to look; nothing looks as the person of the credential.
    /// - Returns: As much of it as Webex tells about this kind of meeting.
    /// - Throws: ``WebexError``, with code `.notFound` for a meeting that `host` does not see.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/meetings/get-a-meeting>
    package func meeting(_ id: MeetingID, seenBy host: EmailAddress? = nil) async throws -> Meeting {
        let call = WebexCall("/meetings/{id}", id: id.text, at: baseURL, query: [("hostEmail", host?.text)])
        return Meeting(try await answer(to: call, as: MeetingItem.self))
    }

    /// The personal room of a host.
    ///
    /// - Parameters:
    ///   - host: Whose room.
    ///   - site: The Webex site of the meeting in question; a person can have a room on each.
    /// - Returns: What the room is known by.
    /// - Throws: ``WebexError`` with code `.notFound` when Webex knows of none.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/meeting-preferences/get-personal-meeting-room-options>
    package func personalRoom(of host: EmailAddress, on site: String?) async throws -> PersonalRoom {
        let call = WebexCall(
            "/meetingPreferences/personalMeetingRoom", at: baseURL,
            query: [("userEmail", host.text), ("siteUrl", site)])
        let item = try await answer(to: call, as: PersonalRoomItem.self)
        return PersonalRoom(
            number: item.telephony?.accessCode.flatMap { MeetingNumber($0) }, link: item.personalMeetingRoomLink)
    }

    /// Whether Webex tells this credential about personal rooms.
    ///
    /// - Parameter host: Anybody whom the credential may ask about, such as its own person.
    /// - Returns: `false` when Webex refuses for want of a role or a scope; to have no room is an answer as well.
    /// - Throws: ``WebexError`` when Webex gives no answer from which that could be concluded.
    package func readsPersonalRooms(of host: EmailAddress) async throws -> Bool {
        do {
            _ = try await personalRoom(of: host, on: nil)
            return true
        } catch let error as WebexError {
            switch error.code {
            case .notFound: return true
            case .forbidden, .unauthorized: return false
            default: throw error
            }
        }
    }

    private func meetings(_ query: [(String, String?)]) async throws -> [Meeting] {
        let items: [MeetingItem] = try await allItems(of: WebexCall("/meetings", at: baseURL, query: query))
        return items.map { Meeting($0) }
    }
}

extension Meeting {
    fileprivate init(_ item: MeetingItem) {
        self.init(
            id: MeetingID(item.id), series: MeetingID(item.meetingSeriesId ?? item.id),
            number: item.meetingNumber.flatMap { MeetingNumber($0) }, title: item.title ?? "",
            host: Host(
                id: item.hostUserId.map { PersonID($0, .person) }, email: item.hostEmail.flatMap { EmailAddress($0) }),
            site: item.siteUrl, start: item.start.flatMap(WireDate.parse), end: item.end.flatMap(WireDate.parse),
            webLink: item.webLink, room: item.roomId.map { RoomID($0) },
            isScheduledInPersonalRoom: item.scheduledType == "personalRoomMeeting",
            hasRecording: item.hasRecording ?? false)
    }
}
