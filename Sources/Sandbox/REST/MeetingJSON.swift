import FoundationEssentials
import JSONTree

extension MeetingSeries {
    var occurrenceID: String? { upcoming.map { "\(id)_\(Timestamp.compact($0.start))" } }

    /// From the first time that the meeting took place to the last that is known; nothing when there is none.
    var span: (start: Date, end: Date)? {
        guard let start = instances.last?.start ?? upcoming?.start, let end = upcoming?.end ?? instances.first?.end
        else { return nil }
        return (start, end)
    }
}

/// How meetings look in answers.
extension Cloud {
    /// The schedule of a meeting, as a whole or as the occurrence that comes next.
    func schedule(_ series: MeetingSeries, asOccurrence: Bool) -> JSONValue {
        let occurrence = asOccurrence ? series.upcoming : nil
        let host = company.account(id: series.host.id)
        let last = series.instances.first
        let start = series.upcoming?.start ?? last?.start
        let end = series.upcoming?.end ?? last?.end
        return .object([
            "id": .string(occurrence == nil ? series.id : series.occurrenceID ?? series.id),
            "meetingSeriesId": occurrence.map { _ in .string(series.id) },
            "meetingNumber": .string(series.number),
            "title": .string(series.title),
            "password": "Hb3mWsRq",
            "phoneAndVideoSystemPassword": "42369777",
            "meetingType": occurrence == nil ? "meetingSeries" : "scheduledMeeting",
            "state": occurrence != nil ? "ready" : series.upcoming != nil ? "active" : "expired",
            "timezone": "UTC",
            "start": start.map { .string(Timestamp.seconds($0)) },
            "end": end.map { .string(Timestamp.seconds($0)) },
            // The schedule spells the UUID in upper case, instances in lower case.
            "hostUserId": .string(ids.encode(.person, series.host.id.uppercased())),
            "hostDisplayName": .string(host?.name ?? ""),
            "hostEmail": .string(series.host.email),
            "hostKey": "573921",
            "siteUrl": .string(series.site),
            "webLink": .string(series.webLink),
            "sipAddress": .string("\(series.number)@\(series.site)"),
            "dialInIpAddress": "192.0.2.10",
            "enabledAutoRecordMeeting": false,
            "scheduledType": series.place == .personalRoom ? "personalRoomMeeting" : "meeting",
            "telephony": telephony(number: series.number, links: [Self.callInLink]),
        ])
    }

    /// One instance; once it has ended, it has neither number nor password.
    func json(_ entry: MeetingEntry, _ now: Date) -> JSONValue {
        let (series, instance) = (entry.series, entry.instance)
        let hasEnded = instance.hasEnded(at: now)
        let host = company.account(id: instance.host.id)
        let namesSeries = series.place != .personalRoom || behaviour.namesSeriesOfPersonalRooms
        let hasTranscript = instance.recordings.contains { $0.files.contains(.transcript) }
        var room: JSONValue?
        if case .space(let id) = series.place { room = .string(ids.encode(.room, id)) }
        return .object([
            "id": .string(instance.id),
            "meetingSeriesId": namesSeries ? .string(series.id) : nil,
            "scheduledMeetingId": series.isAdHoc ? nil : .string(instance.occurrenceID(in: series)),
            "meetingNumber": hasEnded ? nil : .string(series.number),
            "title": .string(series.title),
            "meetingType": "meeting",
            "state": hasEnded ? "ended" : "inProgress",
            "timezone": "UTC",
            "start": .string(Timestamp.seconds(instance.start)),
            "end": hasEnded ? .string(Timestamp.seconds(instance.end)) : nil,
            "hostUserId": .string(ids.encode(.person, instance.host.id)),
            "hostDisplayName": .string(host?.name ?? ""),
            "hostEmail": .string(instance.host.email),
            "siteUrl": .string(series.site),
            "roomId": room,
            // Personal rooms count as plain meetings here.
            "scheduledType": "meeting",
            "hasChat": false,
            "hasRecording": .bool(hasEnded && !instance.recordings.isEmpty),
            "hasTranscription": .bool(hasEnded && hasTranscript),
            "hasSummary": false,
            "hasClosedCaption": .bool(hasEnded && hasTranscript),
            "hasPolls": false,
            "hasQA": false,
        ])
    }

    static let callInLink: JSONValue = [
        "rel": "globalCallinNumbers", "href": "/v1/meetings/0/globalCallinNumbers", "method": "GET",
    ]

    /// A meeting has a list of links here, a personal room a single one.
    func telephony(number: String, links: JSONValue) -> JSONValue {
        [
            "accessCode": .string(number),
            "callInNumbers": [
                ["label": "Czech Republic Toll", "callInNumber": "+420-555-0190", "tollType": "toll"]
            ],
            "links": links,
        ]
    }
}

extension MeetingInstance {
    func occurrenceID(in series: MeetingSeries) -> String { "\(series.id)_\(Timestamp.compact(start))" }
}
