import FoundationEssentials
import JSONTree

/// How recordings look in answers.
extension Cloud {
    enum RecordingAudience { case host, administrator }

    /// One recording with newly minted links, as far as it has files that links can lead to.
    func detail(_ entry: RecordingEntry, withLinks: Bool, now: Date) -> JSONValue {
        guard withLinks, !entry.recording.files.isEmpty, var object = json(entry, audience: .host).object else {
            return json(entry, audience: .host)
        }
        let (tickets, origin) = withState { ($0.tickets.mint(for: entry.recording, now: now), $0.origin) }
        let links = Dictionary(uniqueKeysWithValues: tickets.map { ($0.file, $0.link(at: origin)) })
        object["temporaryDirectDownloadLinks"] = .object([
            "recordingDownloadLink": links[.video].map(JSONValue.string),
            "audioDownloadLink": links[.audio].map(JSONValue.string),
            "transcriptDownloadLink": links[.transcript].map(JSONValue.string),
            "expiration": tickets.first.map { .string(Timestamp.seconds($0.expiry)) },
        ])
        return .object(object)
    }

    func json(_ entry: RecordingEntry, audience: RecordingAudience) -> JSONValue {
        let (series, instance, recording) = (entry.series, entry.instance, entry.recording)
        let page = "https://\(series.site)/\(series.site.prefix { $0 != "." })"
        let host = company.account(id: recording.host.id)
        let isForHost = audience == .host
        let namesSeries = series.place != .personalRoom || behaviour.namesSeriesOfPersonalRooms
        return .object([
            "id": .string(recording.id),
            "meetingId": .string(instance.id),
            "scheduledMeetingId": series.isAdHoc ? nil : .string(instance.occurrenceID(in: series)),
            "meetingSeriesId": namesSeries ? .string(series.id) : nil,
            "topic": .string(recording.topic),
            "createTime": .string(Timestamp.seconds(recording.createdAt)),
            "timeRecorded": .string(Timestamp.seconds(recording.recordedAt)),
            "siteUrl": .string(series.site),
            "downloadUrl": recording.preventsDownload ? nil : .string("\(page)/lsr.php?RCID=\(recording.id)"),
            "playbackUrl": .string("\(page)/ldr.php?RCID=\(recording.id)"),
            "password": isForHost ? "Qx7pTn2a" : nil,
            "format": .string(recording.format),
            "serviceType": .string(recording.serviceType),
            "durationSeconds": JSONValue(recording.seconds),
            "sizeBytes": JSONValue(recording.size),
            "shareToMe": isForHost ? false : nil,
            "integrationTags": [],
            "status": .string(recording.status.rawValue),
            "hostEmail": isForHost ? nil : .string(recording.host.email),
            "hostDisplayName": isForHost ? nil : .string(host?.name ?? ""),
        ])
    }
}
