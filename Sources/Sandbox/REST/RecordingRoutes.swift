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
            guard caller.isComplianceOfficer || caller.isRecordingAdmin else { throw foreignHost }
            host = try colleague(email, of: caller)
        }
        let query = try RecordingQuery(call)
        guard query.status != .purged || (caller.isComplianceOfficer && query.meeting != nil) else {
            throw APIError.badRequest("'status' can be purged for compliance officers and one meeting only.")
        }
        var found = try recordings(query).filter { $0.recording.host.id == host.id }
        let window = try TimeWindow(past: call)
        if query.meeting == nil || behaviour.windowCountsForOneMeeting {
            found = found.filter { window.contains($0.recording.recordedAt) }
        }
        if query.meeting == nil, let site = try site(call, of: host) { found = found.filter { $0.series.site == site } }
        return try answer(found, to: call) { json($0, audience: .host) }
    }

    /// Everybody's recordings; with `meetingId`, the time does not count and neither does the site.
    private func listAllRecordings(_ call: Call) throws -> ServerResponse {
        let caller = try recordingReader(call)
        guard caller.isComplianceOfficer || caller.isRecordingAdmin else { throw APIError.forbidden }
        if let refusal = refusal(.adminRecordings, APIError.forbidden.message) { throw refusal }
        let query = try RecordingQuery(call)
        let hosts = Set(colleagues(of: caller.account).map(\.id))
        var found = try recordings(query).filter { hosts.contains($0.recording.host.id) }
        if query.meeting == nil {
            let window = try TimeWindow(past: call, limit: Self.longestAdminWindow)
            let site = try site(call, of: caller.account) ?? caller.account.sites.first
            found = found.filter { window.contains($0.recording.recordedAt) && $0.series.site == site }
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
            guard colleagues(of: caller.account).contains(where: { $0.id == entry.recording.host.id }) else {
                throw APIError.notFound
            }
            return .json(detail(entry, withLinks: entry.recording.status != .purged, now: call.now))
        }
        var host = caller.account
        if let hostEmail {
            guard caller.isRecordingAdmin else { throw APIError.forbidden }
            host = try colleague(hostEmail, of: caller)
        }
        guard entry.recording.host.id == host.id, entry.recording.status == .available else { throw APIError.notFound }
        return .json(detail(entry, withLinks: !entry.recording.preventsDownload, now: call.now))
    }

    private func recordingReader(_ call: Call) throws -> Caller {
        let caller = try caller(of: call)
        try caller.require(anyOf: Scope.recordings, Scope.adminRecordings, Scope.complianceMeetings)
        return caller
    }

    /// What the query leaves over, the newest file first.
    private func recordings(_ query: RecordingQuery) throws -> [RecordingEntry] {
        if let meeting = query.meeting, company.meetings.contains(where: { $0.id == meeting }),
            let refusal = refusal(.seriesRecordings, "'meetingId' must be the id of a meeting instance.")
        {
            throw refusal
        }
        return entries(at: now()).filter(query.matches).sorted { one, other in
            (one.recording.createdAt, one.recording.recordedAt) > (
                other.recording.createdAt, other.recording.recordedAt
            )
        }
    }

    private func answer(_ found: [RecordingEntry], to call: Call, _ render: (RecordingEntry) -> JSONValue) throws
        -> ServerResponse
    { try Page(call, default: 10, limit: 100, behaviour.paging).answer(found, to: call, at: origin, render) }

    /// Every recording whose file is finished.
    private func entries(at now: Date) -> [RecordingEntry] {
        company.meetings.flatMap { series in
            series.instances.flatMap { instance in
                instance.recordings.map { RecordingEntry(series: series, instance: instance, recording: $0) }
            }
        }.filter { $0.recording.createdAt <= now }
    }
}
