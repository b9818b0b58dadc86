import FoundationEssentials

/// The query of `GET /meetings` after what is to be ignored was ignored.
struct MeetingQuery {
    enum Subject {
        /// The schedule of one meeting.
        case schedule((MeetingSeries) -> Bool)
        /// What ran in a room.
        case room(String)
        /// Everything under one series.
        case series(String)
        case everything
    }

    enum Kind: String { case meetingSeries, scheduledMeeting, meeting }
    enum ScheduledType: String { case meeting, webinar, personalRoomMeeting }
    enum State: String { case active, scheduled, ready, lobby, inProgress, ended, missed, expired }

    let subject: Subject
    /// What to list of the subject.
    let kinds: Set<Kind>
    let state: State?
    let scheduledType: ScheduledType?
    let hasRecording: Bool?
    /// Whether the schedule is answered as its next occurrence instead of as a series.
    let prefersOccurrence: Bool

    private static let contentFilters = [
        "hasChat", "hasRecording", "hasTranscription", "hasSummary", "hasClosedCaption", "hasPolls", "hasQA",
        "hasSlido",
    ]

    init(_ call: Call, roomKey: (String) -> String?) throws {
        let kind: Kind? = try Self.value(call, "meetingType")
        state = try Self.value(call, "state")
        hasRecording = try call.flag("hasRecording")
        prefersOccurrence = try call.flag("current") ?? true
        if Self.contentFilters.contains(where: { call.query($0) != nil }), kind != .meeting || state != .ended {
            throw APIError.badRequest("The filters has… need meetingType=meeting and state=ended.")
        }
        if let series = call.query("meetingSeriesId") {
            subject = .series(series)
            kinds = kind.map { [$0] } ?? [.scheduledMeeting, .meeting]
            scheduledType = nil
            return
        }
        kinds = [kind ?? .meetingSeries]
        scheduledType = try Self.value(call, "scheduledType")
        guard scheduledType != .personalRoomMeeting || kind == .scheduledMeeting else {
            throw APIError.badRequest("Only scheduled meetings can be of the type personalRoomMeeting.")
        }
        let named = ["meetingNumber", "webLink", "roomId"].compactMap { name in call.query(name).map { (name, $0) } }
        guard named.count <= 1 else {
            throw APIError.badRequest("'meetingNumber', 'webLink' and 'roomId' are mutually exclusive.")
        }
        switch named.first {
        case ("meetingNumber", let number)?: subject = .schedule { $0.number == number }
        case ("webLink", let link)?: subject = .schedule { $0.webLink == link }
        case (_, let room)?: subject = .room(roomKey(room) ?? "")
        case nil: subject = .everything
        }
    }

    private static func value<Value: RawRepresentable<String>>(_ call: Call, _ name: String) throws -> Value? {
        guard let text = call.query(name) else { return nil }
        guard let value = Value(rawValue: text) else { throw APIError.badRequest("'\(name)' has an unknown value.") }
        return value
    }
}
