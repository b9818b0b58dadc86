package import Policy
package import Recordings

/// Everything that `config.json` can say, as one value.
///
/// A key that the file leaves out has the value written here. The three paths are read at start only.
package struct Settings: Sendable, Equatable {
    /// Who may talk to the bot; together with ``recordings`` all that the policy needs.
    package var access = AccessRules()
    /// Which recordings they may have.
    package var recordings = RecordingRules()
    /// Who may authorize the bot; empty: the first fit compliance officer of the bot's own organization.
    package var complianceOfficers: [EmailAddress] = []
    /// The language tag for everybody who has chosen none, written `cs-CZ`.
    package var language = "en-US"
    /// The window of a request that names none.
    package var defaultDaysBack = 10
    /// The longest window that a request may name.
    package var maximumDaysBack = 365
    /// Whether people who are not approved get an answer that says so.
    package var refusesPolitely = false
    /// How many requests one person may make; 0: as many as they like.
    package var requestsPerMinute = 20
    /// How long a lookup serves equal requests; zero: only while it is in flight.
    package var lookupCache = Duration.seconds(60)
    /// How far back messages are read after a gap in the connection; zero: not at all.
    package var catchUp = Duration.seconds(15 * 60)
    /// How long the audit log is kept; 0: for ever.
    package var auditRetentionDays = 0
    /// How long the log is kept; 0: for ever.
    package var logRetentionDays = 42
    /// The log; nothing: where the service puts it by itself.
    package var logFile: String?
    /// The audit log; nothing: where the service puts it by itself.
    package var auditLogFile: String?
    /// The folder of the sealed grants; nothing: where the service puts it by itself.
    package var tokenStoragePath: String?

    package init() {}
}
