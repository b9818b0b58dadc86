import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let meetingRoutes = [
        Route(.get, "/v1/meetings", listMeetings),
        Route(.get, "/v1/meetings/{id}", meeting),
        Route(.get, "/v1/meetingPreferences/personalMeetingRoom", personalMeetingRoom),
    ]

    private func listMeetings(_ call: Call) throws -> ServerResponse {
        let viewer = try scheduleViewer(call)
        let query = try MeetingQuery(call) { ids.key(of: $0, .room) }
        let visible = company.meetings.filter(viewer.sees)
        let items: [JSONValue]
        switch query.subject {
        case .schedule(let matches):
            // `max`, `from`, `to`, `meetingType` and `state` do not count here, whatever they say.
            let schedules = visible.filter { $0.isScheduled && matches($0) }
            let all = schedules.map { schedule($0, asOccurrence: query.prefersOccurrence) }
            return .json(["items": .array(all)])
        case .room(let room):
            let instances = visible.filter { $0.place == .space(room) }.flatMap(entries)
            return .json(["items": .array(instances.filter { $0.isListed(at: call.now) }.map { json($0, call.now) })])
        case .series(let id):
            guard let series = visible.first(where: { $0.id == id }) else { throw APIError.notFound }
            guard series.place != .personalRoom else {
                throw APIError.badRequest("'meetingSeriesId' of a personal room meeting is not supported.")
            }
            items = try listing([series], call, query, kinds: query.kind.map { [$0] } ?? [.scheduledMeeting, .meeting])
        case .everything:
            items = try listing(visible, call, query, kinds: [query.kind ?? .meetingSeries])
        }
        return try Page(call, default: 10, limit: 100).answer(items, to: call, at: origin) { $0 }
    }

    private func listing(
        _ series: [MeetingSeries], _ call: Call, _ query: MeetingQuery, kinds: [MeetingQuery.Kind]
    ) throws -> [JSONValue] {
        var items: [JSONValue] = []
        let scheduled = series.filter(\.isScheduled)
        if kinds.contains(.meetingSeries) { items += scheduled.map { schedule($0, asOccurrence: false) } }
        if kinds.contains(.scheduledMeeting) {
            items += scheduled.filter { $0.upcoming != nil }.map { schedule($0, asOccurrence: true) }
        }
        if kinds.contains(.meeting) {
            let window = try TimeWindow(past: call)
            let listed = series.flatMap(entries).filter { entry in
                entry.isListed(at: call.now) && window.contains(entry.instance.start)
                    && (query.hasRecording.map { $0 == !entry.instance.recordings.isEmpty } ?? true)
            }
            items += listed.sorted { $0.instance.start > $1.instance.start }.map { json($0, call.now) }
        }
        guard let state = query.state else { return items }
        return items.filter { $0["state"]?.string == state.rawValue }
    }

    /// A series, the occurrence that comes next, or one instance.
    private func meeting(_ call: Call) throws -> ServerResponse {
        let viewer = try scheduleViewer(call, seesAll: true)
        let visible = company.meetings.filter(viewer.sees)
        if let series = visible.first(where: { $0.id == call.id && $0.isScheduled }) {
            return .json(schedule(series, asOccurrence: try call.flag("current") ?? false))
        }
        if let series = visible.first(where: { $0.occurrenceID == call.id }) {
            return .json(schedule(series, asOccurrence: true))
        }
        guard let entry = visible.flatMap(entries).first(where: { $0.instance.id == call.id }),
            entry.isListed(at: call.now)
        else { throw APIError.notFound }
        return .json(json(entry, call.now))
    }

    private func personalMeetingRoom(_ call: Call) throws -> ServerResponse {
        let caller = try caller(of: call)
        var owner = caller.account
        if let email = call.query("userEmail") {
            try caller.require(anyOf: Scope.adminPreferences)
            guard !caller.account.roles.isEmpty else { throw APIError.forbidden }
            owner = try colleague(email, of: caller)
        } else {
            try caller.require(anyOf: Scope.preferences)
        }
        guard call.query("siteUrl") ?? company.site == company.site, let room = owner.personalRoom else {
            throw APIError.notFound
        }
        return .json(json(room, of: owner))
    }
}

/// As whom somebody reads schedules.
private enum ScheduleViewer {
    case account(Account)
    /// Everybody's, in an organization.
    case organization

    func sees(_ series: MeetingSeries) -> Bool {
        switch self {
        case .account(let account): series.isVisible(to: account)
        case .organization: true
        }
    }
}

/// One instance with the series it belongs to.
struct MeetingEntry {
    let series: MeetingSeries
    let instance: MeetingInstance

    func isListed(at now: Date) -> Bool { instance.isListed(at: now) }
}

extension Cloud {
    /// `hostEmail` counts for those who may read all schedules: they then see what that person sees.
    private func scheduleViewer(_ call: Call, seesAll: Bool = false) throws -> ScheduleViewer {
        let caller = try caller(of: call)
        try caller.require(anyOf: Scope.schedule, Scope.adminSchedule)
        if let email = call.query("hostEmail") {
            guard caller.readsAllSchedules else { throw APIError.forbidden }
            return .account(try colleague(email, of: caller))
        }
        let listsAll = caller.account.roles.contains(.admin) && call.query("meetingType") == "meeting"
        return caller.readsAllSchedules && (seesAll || listsAll) ? .organization : .account(caller.account)
    }

    /// Somebody of the caller's own organization; nobody can act for anybody else.
    func colleague(_ email: String, of caller: Caller) throws -> Account {
        guard let account = company.account(email: email), account.organization == caller.account.organization else {
            throw APIError.forbidden("The user does not belong to a site that you manage.")
        }
        return account
    }

    private func entries(of series: MeetingSeries) -> [MeetingEntry] {
        series.instances.map { MeetingEntry(series: series, instance: $0) }
    }
}
