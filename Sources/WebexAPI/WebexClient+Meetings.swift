package import FoundationEssentials
package import Recordings

/// A meeting as the Meetings API answers; every kind of meeting leaves some of it out.
private struct MeetingItem: Decodable {
    var id: String
    var meetingSeriesId: String?
    var meetingType: String?
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
        try await meetings([("meetingNumber", number.digits), ("hostEmail", host.text)])
    }

    /// The schedule items that people join by this link and that `host` hosts or is invited to.
    ///
    /// - Returns: Series and current occurrences; empty when that person has no such meeting.
    package func meetings(joinedBy link: MeetingLink, seenBy host: EmailAddress) async throws -> [Meeting] {
        try await meetings([("webLink", link.text), ("hostEmail", host.text)])
    }

    /// The ended instances that lie in the window, as `host` sees them; all pages.
    ///
    /// - Parameters:
    ///   - series: Whose instances; Webex does not list those of a scheduled personal-room meeting by it. Nothing lists
    ///     every meeting of `host`.
    ///   - host: Whose list is read: the host sees all of them, somebody invited the ones that they were invited to.
    ///   - window: The start is inclusive, the end exclusive.
    /// - Returns: An empty list when nothing ran.
    /// - Throws: ``WebexError``.
    package func endedInstances(
        of series: MeetingID? = nil, seenBy host: EmailAddress, in window: Range<Date>
    ) async throws -> [Meeting] {
        try await meetings([("meetingSeriesId", series?.text)] + Self.ended(in: window, seenBy: host))
    }

    /// The ended instances that were recorded, of all meetings that `host` hosts or was invited to.
    ///
    /// - Parameters:
    ///   - host: Whose list is read.
    ///   - window: The start is inclusive, the end exclusive.
    ///   - isEnough: Asked after each page with what it held.
    /// - Returns: In the order of Webex, which is not documented. Webex calls an instance recorded also when its recordings
    ///   have been deleted.
    /// - Throws: ``WebexError``.
    package func recordedInstances(
        seenBy host: EmailAddress, in window: Range<Date>, until isEnough: ([Meeting]) -> Bool
    ) async throws -> [Meeting] {
        try await meetings([("hasRecording", "true")] + Self.ended(in: window, seenBy: host), until: isEnough)
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

    /// One instance that runs or ran; a series and an occurrence are none, whoever calls them so.
    ///
    /// - Parameters:
    ///   - id: Which one.
    ///   - host: As whom to look; nothing looks as the person of the credential.
    /// - Returns: The instance with just this id.
    /// - Throws: ``WebexError``, with code `.notFound` for what `host` does not see and for what is no instance.
    package func instance(_ id: MeetingID, seenBy host: EmailAddress? = nil) async throws -> Meeting {
        let call = WebexCall("/meetings/{id}", id: id.text, at: baseURL, query: [("hostEmail", host?.text)])
        let item = try await answer(to: call, as: MeetingItem.self)
        guard item.id == id.text, item.meetingType ?? "meeting" == "meeting" else {
            throw WebexError(.notFound, operation: call.operation, message: "no instance has this id")
        }
        return Meeting(item)
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

    private func meetings(
        _ query: [(String, String?)], until isEnough: ([Meeting]) -> Bool = { _ in false }
    ) async throws -> [Meeting] {
        let call = WebexCall("/meetings", at: baseURL, query: query)
        let items: [MeetingItem] = try await allItems(of: call) { isEnough($0.map { Meeting($0) }) }
        return items.map { Meeting($0) }
    }

    private static func ended(in window: Range<Date>, seenBy host: EmailAddress) -> [(String, String?)] {
        [
            ("meetingType", "meeting"), ("state", "ended"), ("hostEmail", host.text),
            ("from", WireDate.format(window.lowerBound)), ("to", WireDate.format(window.upperBound)), ("max", "100"),
        ]
    }
}

extension Meeting {
    fileprivate init(_ item: MeetingItem) {
        self.init(
            id: MeetingID(item.id), series: MeetingID(item.meetingSeriesId ?? item.id),
            number: item.meetingNumber.flatMap { MeetingNumber($0) }, title: item.title ?? "",
            host: Host(
                id: item.hostUserId.map { PersonID($0, .person) }, email: item.hostEmail.flatMap { EmailAddress($0) }),
            site: item.siteUrl?.lowercased(), start: item.start.flatMap(WireDate.parse),
            end: item.end.flatMap(WireDate.parse),
            webLink: item.webLink, room: item.roomId.map { RoomID($0) },
            isScheduledInPersonalRoom: item.scheduledType == "personalRoomMeeting",
            hasRecording: item.hasRecording ?? false)
    }
}
