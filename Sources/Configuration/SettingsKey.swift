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
    /// For whoever edits the file, in whole sentences.
    let meaning: String
    /// What the schema has to say about the value, but for ``meaning`` and the default.
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
    static let all =
        access + answers + records + [
            ignored(
                "options", "Ignored; files of earlier versions have it.", type: "object", allowed: "an object, { … }"
            ) { $0.object != nil },
            ignored(
                "$schema", "Where an editor finds this schema.", type: "string", allowed: "text in double quotes"
            ) { $0.string != nil },
        ]

    /// Who may do what.
    private static let access = [
        list(
            "approved_users", of: .address, \.access.approvedUsers, Set.init,
            "People who may write to the bot, by e-mail address. With approved_domains empty too, nobody may."),
        list(
            "approved_domains", of: .domain, \.access.approvedDomains, Set.init,
            "Domains whose people may write to the bot. A subdomain is another domain. \"*\" stands for everybody."),
        list(
            "approved_orgs", of: .organization, \.access.approvedOrganizations, Set.init,
            """
            Organizations, by UUID or Webex id. When there are any, people of other organizations may not write to the bot.
            """),
        flag(
            "respond_only_to_host", \.recordings.hostOnly,
            "Only the host of a meeting gets its recordings; cohosts and delegates are not hosts."),
        flag(
            "respond_only_to_invitees", \.recordings.inviteesOnly,
            "Only the host of a meeting and those who were invited get its recordings."),
        flag(
            "protect_pmr", \.recordings.protectsPersonalRooms,
            "Only its owner gets what was recorded in a personal room."),
        flag(
            "respect_download_prevention", \.recordings.respectsDownloadPrevention,
            "Only its host gets a recording whose download is switched off."),
        list(
            "compliance_officers", of: .address, \.complianceOfficers, Array.init,
            """
            Who may authorize the bot, by e-mail address. Empty: the first fit compliance officer of the bot's own \
            organization, and only that person from then on.
            """),
        list(
            "admins", of: .address, \.access.admins, Set.init,
            "Who is told about problems and may ask the bot for its status, by e-mail address."),
    ]

    /// What people get.
    private static let answers = [
        language(
            "language", \.language, "The language of the answers for everybody who has not chosen another."),
        number(
            "default_days_back", \.defaultDaysBack, 1...3650,
            "How many days back a request looks that does not say so itself; at most max_days_back."),
        number("max_days_back", \.maximumDaysBack, 1...3650, "How many days back a request may look at most."),
        flag(
            "refuse_politely", \.refusesPolitely,
            "Tell people who may not write to the bot that they may not, instead of staying silent."),
        number(
            "requests_per_minute", \.requestsPerMinute, 0...10_000,
            "How many requests one person may make in a minute; 0: as many as they like."),
        duration(
            "lookup_cache_seconds", \.lookupCache, 0...3600, unit: .seconds(1),
            """
            How long the recordings of a meeting are not looked up again; who may have them is decided every time. 0: \
            always look.
            """),
        duration(
            "catch_up_minutes", \.catchUp, 0...1440, unit: .seconds(60),
            "How far back messages are read and answered after the connection was lost; 0: not at all."),
    ]

    /// What is written down, and where.
    private static let records = [
        number(
            "audit_retention_days", \.auditRetentionDays, 0...36_500,
            "How many days of the audit log are kept before today; 0: all of them."),
        number(
            "log_retention_days", \.logRetentionDays, 0...36_500,
            "How many days of the log are kept before today; 0: all of them."),
        path(
            "log_file", \.logFile,
            "The log. Without it /log/debug.log where the folder /log exists, else log/debug.log in the working folder."
        ),
        path(
            "audit_log_file", \.auditLogFile,
            """
            The audit log. Without it /log/audit.log where the folder /log exists, else log/audit.log in the working folder.
            """),
        path(
            "token_storage_path", \.tokenStoragePath,
            """
            The folder of the sealed grants. Without it /token_storage/data where the folder /token_storage exists, else \
            state in the working folder.
            """),
    ]
}
