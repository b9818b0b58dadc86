import JSONTree
import Policy

/// One key of the settings file: what it may hold, and where that goes.
struct SettingsKey: Sendable {
    /// Something wrong inside a value.
    struct Finding {
        let position: JSONPosition
        /// What is wrong and what is allowed instead.
        let text: String
        /// An excerpt of what stands there.
        let found: String
    }

    let name: String
    /// What the schema file has to say about the value, but for the words and the default.
    let schema: JSONValue
    /// Whether a change takes effect only when the service starts again.
    var needsRestart = false
    /// Takes the value over; changes nothing where something is wrong.
    let read: @Sendable (JSONNode, inout Settings) -> [Finding]
    /// The value in force, as the file would have it; nothing where there is none or the service decides.
    let value: @Sendable (Settings) -> JSONValue?
}

extension SettingsKey {
    /// Every key, in the order of the documentation.
    static let all = [
        list("approved_users", of: .address, \.access.approvedUsers, Set.init),
        list("approved_domains", of: .domain, \.access.approvedDomains, Set.init),
        list("approved_orgs", of: .organization, \.access.approvedOrganizations, Set.init),
        flag("respond_only_to_host", \.recordings.hostOnly),
        flag("respond_only_to_invitees", \.recordings.inviteesOnly),
        flag("protect_pmr", \.recordings.protectsPersonalRooms),
        flag("respect_download_prevention", \.recordings.respectsDownloadPrevention),
        list("compliance_officers", of: .address, \.complianceOfficers, Array.init),
        list("admins", of: .address, \.access.admins, Set.init),
        language("language", \.language),
        number("default_days_back", \.defaultDaysBack, 1...3650),
        number("max_days_back", \.maximumDaysBack, 1...3650),
        flag("refuse_politely", \.refusesPolitely),
        number("requests_per_minute", \.requestsPerMinute, 0...10_000),
        duration("lookup_cache_seconds", \.lookupCache, 0...3600, unit: .seconds(1)),
        duration("catch_up_minutes", \.catchUp, 0...1440, unit: .seconds(60)),
        number("audit_retention_days", \.auditRetentionDays, 0...36_500),
        number("log_retention_days", \.logRetentionDays, 0...36_500),
        path("log_file", \.logFile),
        path("audit_log_file", \.auditLogFile),
        path("token_storage_path", \.tokenStoragePath),
        // Files of earlier versions have it; it never held anything.
        ignored("options", type: "object", allowed: "an object, { … }") { $0.object != nil },
        // Tells an editor where the schema is.
        ignored("$schema", type: "string", allowed: "text in double quotes") { $0.string != nil },
    ]
}
