import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let recordingRoutes = [
        Route(.get, "/v1/recordings", listRecordings),
        Route(.get, "/v1/admin/recordings", listAllRecordings),
        Route(.get, "/v1/recordings/{id}", recording),
    ]

    private static let longestAdminWindow: TimeInterval = 30 * 86_400

    /// The caller's own recordings, or with `hostEmail` another person's.
    private func listRecordings(_ call: Call) throws -> ServerResponse {
        let caller = try recordingReader(call)
        var host = caller.account
        if let email = call.query("hostEmail") {
            guard caller.isComplianceOfficer || caller.isRecordingAdmin else { throw APIError.forbidden }
            host = try colleague(email, of: caller)
        }
        let window = try TimeWindow(past: call)
        let found = try recordings(call).filter {
            $0.series.host == host.id && window.contains($0.recording.recordedAt)
        }
        return try answer(found, to: call) { json($0, audience: .host) }
    }

    /// Everybody's recordings; with `meetingId`, the time does not count and neither does the site.
    private func listAllRecordings(_ call: Call) throws -> ServerResponse {
        let caller = try recordingReader(call)
        guard caller.isComplianceOfficer || caller.isRecordingAdmin else { throw APIError.forbidden }
        var found = try recordings(call)
        if call.query("meetingId") == nil {
            let window = try TimeWindow(past: call, limit: Self.longestAdminWindow)
            found = found.filter { window.contains($0.recording.recordedAt) }
        }
        return try answer(found, to: call) { json($0, audience: .administrator) }
    }

    /// One recording with its temporary links.
    ///
    /// A compliance officer must not say whose it is, an administrator must, everybody else reads only their own.
    private func recording(_ call: Call) throws -> ServerResponse {
        let caller = try recordingReader(call)
        guard let entry = entries(at: call.now).first(where: { $0.recording.id == call.id }) else {
            throw APIError.notFound
        }
        let hostEmail = call.query("hostEmail")
        if caller.isComplianceOfficer {
            guard hostEmail == nil else { throw APIError.forbidden }
            return .json(detail(entry, withLinks: true, now: call.now))
        }
        var host = caller.account
        if let hostEmail {
            guard caller.isRecordingAdmin else { throw APIError.forbidden }
            host = try colleague(hostEmail, of: caller)
        }
        guard entry.series.host == host.id else { throw APIError.notFound }
        return .json(detail(entry, withLinks: !entry.recording.preventsDownload, now: call.now))
    }

    private func recordingReader(_ call: Call) throws -> Caller {
        let caller = try caller(of: call)
        try caller.require(anyOf: Scope.recordings, Scope.adminRecordings, Scope.complianceMeetings)
        return caller
    }

    /// What `meetingId`, `topic`, `format`, `serviceType` and `status` leave over, the newest file first.
    private func recordings(_ call: Call) throws -> [RecordingEntry] {
        guard ["available", "deleted", "purged"].contains(call.query("status") ?? "available") else {
            throw APIError.badRequest("'status' has an unknown value.")
        }
        guard call.query("status") ?? "available" == "available" else { return [] }
        if call.query("meetingId") == nil, let site = call.query("siteUrl"), site != company.site {
            throw APIError.forbidden("The user does not belong to this site.")
        }
        return entries(at: call.now).filter { entry in
            let meetings = [entry.instance.id, entry.series.id, entry.instance.occurrenceID(in: entry.series)]
            return (call.query("meetingId").map(meetings.contains) ?? true)
                && (call.query("topic").map { $0.lowercased() == entry.recording.topic.lowercased() } ?? true)
                && (call.query("format").map { $0 == entry.recording.format } ?? true)
                && (call.query("serviceType").map { $0 == entry.serviceType } ?? true)
        }.sorted { $0.recording.createdAt > $1.recording.createdAt }
    }

    private func answer(_ found: [RecordingEntry], to call: Call, _ render: (RecordingEntry) -> JSONValue) throws
        -> ServerResponse
    { try Page(call, default: 10, limit: 100).answer(found, to: call, at: origin, render) }

    /// Every recording whose file is finished.
    private func entries(at now: Date) -> [RecordingEntry] {
        company.meetings.flatMap { series in
            series.instances.flatMap { instance in
                instance.recordings.map { RecordingEntry(series: series, instance: instance, recording: $0) }
            }
        }.filter { $0.recording.createdAt <= now }
    }
}

/// One recording with what it was made of.
private struct RecordingEntry {
    let series: MeetingSeries
    let instance: MeetingInstance
    let recording: StoredRecording

    /// Only recordings of the product "Meetings" have direct links.
    var serviceType: String { recording.files.isEmpty ? "TrainingCenter" : "MeetingCenter" }
}

/// How recordings look in answers.
extension Cloud {
    private enum Audience { case host, administrator }

    private func detail(_ entry: RecordingEntry, withLinks: Bool, now: Date) -> JSONValue {
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

    private func json(_ entry: RecordingEntry, audience: Audience) -> JSONValue {
        let (series, instance, recording) = (entry.series, entry.instance, entry.recording)
        let page = "https://\(company.site)/\(company.site.prefix { $0 != "." })"
        let host = company.account(id: series.host)
        let isForHost = audience == .host
        return .object([
            "id": .string(recording.id),
            "meetingId": .string(instance.id),
            "scheduledMeetingId": series.isScheduled ? .string(instance.occurrenceID(in: series)) : nil,
            "meetingSeriesId": .string(series.id),
            "topic": .string(recording.topic),
            "createTime": .string(Timestamp.seconds(recording.createdAt)),
            "timeRecorded": .string(Timestamp.seconds(recording.recordedAt)),
            "siteUrl": .string(company.site),
            "downloadUrl": recording.preventsDownload ? nil : .string("\(page)/lsr.php?RCID=\(recording.id)"),
            "playbackUrl": .string("\(page)/ldr.php?RCID=\(recording.id)"),
            "password": isForHost ? "Qx7pTn2a" : nil,
            "format": .string(recording.format),
            "serviceType": .string(entry.serviceType),
            "durationSeconds": JSONValue(recording.seconds),
            "sizeBytes": JSONValue(recording.size),
            "shareToMe": isForHost ? false : nil,
            "integrationTags": [],
            "status": "available",
            "hostEmail": isForHost ? nil : .string(host?.email ?? ""),
            "hostDisplayName": isForHost ? nil : .string(host?.name ?? ""),
        ])
    }
}
