import FoundationEssentials
import JSONTree

extension MeetingSeries {
    /// Meetings started from a space have no schedule that could be listed.
    var isScheduled: Bool { if case .space = place { false } else { true } }

    var occurrenceID: String? { upcoming.map { "\(id)_\(Timestamp.compact($0.start))" } }
}

/// How meetings look in answers.
extension Cloud {
    /// The schedule of a meeting, as a whole or as the occurrence that comes next.
    func schedule(_ series: MeetingSeries, asOccurrence: Bool) -> JSONValue {
        let occurrence = asOccurrence ? series.upcoming : nil
        let host = company.account(id: series.host)
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
            "hostUserId": .string(ids.encode(.person, series.host.uppercased())),
            "hostDisplayName": .string(host?.name ?? ""),
            "hostEmail": .string(host?.email ?? ""),
            "hostKey": "573921",
            "siteUrl": .string(company.site),
            "webLink": .string(series.webLink),
            "sipAddress": .string("\(series.number)@\(company.site)"),
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
        let host = company.account(id: series.host)
        let hasTranscript = instance.recordings.contains { $0.files.contains(.transcript) }
        var room: JSONValue?
        if case .space(let id) = series.place { room = .string(ids.encode(.room, id)) }
        return .object([
            "id": .string(instance.id),
            "meetingSeriesId": .string(series.id),
            "scheduledMeetingId": series.isScheduled ? .string(instance.occurrenceID(in: series)) : nil,
            "meetingNumber": hasEnded ? nil : .string(series.number),
            "title": .string(series.title),
            "meetingType": "meeting",
            "state": hasEnded ? "ended" : "inProgress",
            "timezone": "UTC",
            "start": .string(Timestamp.seconds(instance.start)),
            "end": hasEnded ? .string(Timestamp.seconds(instance.end)) : nil,
            "hostUserId": .string(ids.encode(.person, series.host)),
            "hostDisplayName": .string(host?.name ?? ""),
            "hostEmail": .string(host?.email ?? ""),
            "siteUrl": .string(company.site),
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

    func json(_ room: Account.PersonalRoom, of owner: Account) -> JSONValue {
        [
            "topic": .string("\(owner.name)'s Personal Room"),
            "hostPin": "4829",
            "personalMeetingRoomLink": .string(room.link),
            "enabledAutoLock": false,
            "autoLockMinutes": 10,
            "enabledNotifyHost": false,
            "supportCoHost": false,
            "supportAnyoneAsCoHost": false,
            "allowFirstUserToBeCoHost": false,
            "allowAuthenticatedDevices": false,
            "coHosts": [],
            "sipAddress": .string("\(owner.email.prefix { $0 != "@" })@\(company.site)"),
            "dialInIpAddress": "192.0.2.10",
            "telephony": telephony(number: room.number, links: Self.callInLink),
        ]
    }

    private static let callInLink: JSONValue = [
        "rel": "globalCallinNumbers", "href": "/v1/meetings/0/globalCallinNumbers", "method": "GET",
    ]

    /// A meeting has a list of links here, a personal room a single one.
    private func telephony(number: String, links: JSONValue) -> JSONValue {
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
