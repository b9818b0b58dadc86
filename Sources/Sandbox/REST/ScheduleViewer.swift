import FoundationEssentials
import HTTPTypes

/// As whom somebody reads schedules.
enum ScheduleViewer {
    case account(Account)
    /// An administrator or a compliance officer, who reads those of everybody in the organization.
    case organization([Account])

    /// Whether the schedule shows.
    func sees(_ series: MeetingSeries) -> Bool {
        switch self {
        case .account(let account): series.isVisible(to: account)
        case .organization(let accounts): accounts.contains { $0.id == series.host.id }
        }
    }

    /// Whether what took place shows.
    func sees(_ entry: MeetingEntry) -> Bool {
        switch self {
        case .account(let account): entry.instance.isVisible(to: account)
        case .organization(let accounts): accounts.contains { $0.id == entry.instance.host.id }
        }
    }
}

/// One instance with the series it belongs to.
struct MeetingEntry {
    let series: MeetingSeries
    let instance: MeetingInstance
}

extension Cloud {
    /// `hostEmail` counts for those who may read all schedules: they then see what that person sees.
    func scheduleViewer(_ call: Call, seesAll: Bool = false) throws -> ScheduleViewer {
        let caller = try caller(of: call)
        try caller.require(anyOf: Scope.schedule, Scope.adminSchedule)
        if let email = call.query("hostEmail") {
            guard caller.readsAllSchedules else { throw foreignHost }
            return .account(try colleague(email, of: caller))
        }
        let listsAll = caller.account.roles.contains(.admin) && call.query("meetingType") == "meeting"
        return caller.readsAllSchedules && (seesAll || listsAll)
            ? .organization(colleagues(of: caller.account)) : .account(caller.account)
    }

    /// Somebody of the caller's own organization; nobody can act for anybody else.
    func colleague(_ email: String, of caller: Caller) throws -> Account {
        guard let account = company.account(email: email), account.organization == caller.account.organization else {
            throw foreignHost
        }
        return account
    }

    /// What is said to whoever may not act for the person that they name.
    var foreignHost: APIError {
        refusal(.foreignHosts, "The user does not belong to a site that you manage.") ?? .forbidden
    }

    /// Everybody in the organization of `account`.
    func colleagues(of account: Account) -> [Account] {
        company.accounts.filter { $0.organization == account.organization }
    }

    /// The site that the query names, as long as `account` is on it.
    func site(_ call: Call, of account: Account) throws -> String? {
        guard let site = call.query("siteUrl")?.lowercased() else { return nil }
        guard company.sites.contains(site), account.sites.contains(site) else {
            throw APIError.forbidden("The user does not belong to this site.")
        }
        return site
    }

    /// How this organization's Webex refuses `subject`, if it does.
    func refusal(_ subject: Refusals.Subject, _ message: String) -> APIError? {
        company.refusals[subject].map { APIError(.init(code: $0), message) }
    }

    func entries(of series: MeetingSeries) -> [MeetingEntry] {
        series.instances.map { MeetingEntry(series: series, instance: $0) }
    }
}
