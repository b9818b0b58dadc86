import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let meetingRoutes = [
        Route(.get, "/v1/meetings", listMeetings),
        Route(.get, "/v1/meetings/{id}", meeting),
    ]

    private func listMeetings(_ call: Call) throws -> ServerResponse {
        let viewer = try scheduleViewer(call)
        let query = try MeetingQuery(call) { ids.key(of: $0, .room) }
        let items: [JSONValue]
        switch query.subject {
        case .schedule(let matches):
            // `max`, `from`, `to`, `meetingType`, `state` and `siteUrl` do not count here, whatever they say.
            let schedules = company.meetings.filter { !$0.isAdHoc && matches($0) && viewer.sees($0) }
            let all = schedules.map { schedule($0, asOccurrence: query.prefersOccurrence) }
            return .json(["items": .array(all)])
        case .room(let room):
            let listed = company.meetings.filter { $0.place == .space(room) }.flatMap(entries)
                .filter { $0.instance.isListed(at: call.now) && viewer.sees($0) }
            return .json(["items": .array(listed.map { json($0, call.now) })])
        case .series(let id):
            items = try listing([try listable(id, for: viewer)], call, query, viewer)
        case .everything:
            items = try listing(try meetings(onSiteOf: call, for: viewer), call, query, viewer)
        }
        return try Page(call, default: 10, limit: 100, behaviour.paging).answer(items, to: call, at: origin) { $0 }
    }

    /// The series with this id, as long as Webex lists what took place under it.
    private func listable(_ id: String, for viewer: ScheduleViewer) throws -> MeetingSeries {
        guard let series = company.meetings.first(where: { $0.id == id }),
            viewer.sees(series) || entries(of: series).contains(where: viewer.sees)
        else { throw APIError.notFound }
        guard series.place != .personalRoom else {
            throw APIError.badRequest("'meetingSeriesId' of a personal room meeting is not supported.")
        }
        if let status = series.instancesRefusal {
            throw APIError(.init(code: status), "The meetings of this series cannot be listed.")
        }
        return series
    }

    private func meetings(onSiteOf call: Call, for viewer: ScheduleViewer) throws -> [MeetingSeries] {
        let account: Account
        switch viewer {
        case .account(let viewed): account = viewed
        case .organization: account = try caller(of: call).account
        }
        let site = try site(call, of: account)
        return company.meetings.filter { $0.site == site ?? $0.site }
    }

    private func listing(
        _ series: [MeetingSeries], _ call: Call, _ query: MeetingQuery, _ viewer: ScheduleViewer
    ) throws -> [JSONValue] {
        var items: [JSONValue] = []
        if query.kinds.contains(.meetingSeries) || query.kinds.contains(.scheduledMeeting) {
            let window = try TimeWindow(coming: call)
            let schedules = series.filter { !$0.isAdHoc && viewer.sees($0) }
            if query.kinds.contains(.meetingSeries) {
                // Webex counts personal rooms among the occurrences only.
                let listed = schedules.filter {
                    $0.place != .personalRoom && ($0.span.map { window.overlaps($0.start, $0.end) } ?? false)
                }
                items += listed.map { schedule($0, asOccurrence: false) }
            }
            if query.kinds.contains(.scheduledMeeting) {
                let listed = schedules.filter { $0.upcoming.map { window.overlaps($0.start, $0.end) } ?? false }
                items += listed.map { schedule($0, asOccurrence: true) }
            }
        }
        if query.kinds.contains(.meeting) { items += try instances(of: series, call, query, viewer) }
        return items.filter { item in
            (query.state.map { item["state"]?.string == $0.rawValue } ?? true)
                && (query.scheduledType.map { item["scheduledType"]?.string == $0.rawValue } ?? true)
        }
    }

    /// What took place, the newest first.
    private func instances(
        of series: [MeetingSeries], _ call: Call, _ query: MeetingQuery, _ viewer: ScheduleViewer
    ) throws -> [JSONValue] {
        let window = try TimeWindow(past: call)
        let listed = series.flatMap(entries).filter { entry in
            entry.instance.isListed(at: call.now) && window.contains(entry.instance.start) && viewer.sees(entry)
                && (query.hasRecording.map { $0 == !entry.instance.recordings.isEmpty } ?? true)
        }
        return listed.sorted { $0.instance.start > $1.instance.start }.map { json($0, call.now) }
    }

    /// A series, the occurrence that comes next, or one instance.
    private func meeting(_ call: Call) throws -> ServerResponse {
        let viewer = try scheduleViewer(call, seesAll: true)
        let schedules = company.meetings.filter { !$0.isAdHoc && viewer.sees($0) }
        if let series = schedules.first(where: { $0.id == call.id }) {
            return .json(schedule(series, asOccurrence: try call.flag("current") ?? false))
        }
        if let series = schedules.first(where: { $0.occurrenceID == call.id }) {
            return .json(schedule(series, asOccurrence: true))
        }
        guard let (series, instance) = company.instance(id: call.id), instance.isListed(at: call.now) else {
            throw APIError.notFound
        }
        let entry = MeetingEntry(series: series, instance: instance)
        guard viewer.sees(entry) else { throw APIError.notFound }
        return .json(json(entry, call.now))
    }
}
