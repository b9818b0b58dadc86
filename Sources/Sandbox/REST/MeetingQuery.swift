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
    enum State: String { case active, scheduled, ready, lobby, inProgress, ended, missed, expired }

    let subject: Subject
    let kind: Kind?
    let state: State?
    let hasRecording: Bool?
    /// Whether the schedule is answered as its next occurrence instead of as a series.
    let prefersOccurrence: Bool

    private static let contentFilters = [
        "hasChat", "hasRecording", "hasTranscription", "hasSummary", "hasClosedCaption", "hasPolls", "hasQA",
    ]

    init(_ call: Call, roomKey: (String) -> String?) throws {
        kind = try Self.value(call, "meetingType")
        state = try Self.value(call, "state")
        hasRecording = try call.flag("hasRecording")
        prefersOccurrence = try call.flag("current") ?? true
        if Self.contentFilters.contains(where: { call.query($0) != nil }), kind != .meeting || state != .ended {
            throw APIError.badRequest("The filters has… need meetingType=meeting and state=ended.")
        }
        if let series = call.query("meetingSeriesId") {
            subject = .series(series)
            return
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
