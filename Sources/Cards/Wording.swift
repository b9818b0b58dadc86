/// Every text that code fills and says, by its key in the locale files.
///
/// Templates may use further keys, which are wording without holes.
enum Wording: String, CaseIterable, Sendable {
    case welcome, usage
    case missingNumber = "missing_number"
    case numberLength = "number_length"
    case unreadablePart = "unreadable_part"
    case secondHost = "second_host"
    case daysOutOfRange = "days_out_of_range"
    case foreignLink = "foreign_link"
    case meetingNotFound = "meeting_not_found"
    case meetingNotFoundAtHost = "meeting_not_found_at_host"
    case linkNotResolved = "link_not_resolved"
    case nothingRecorded = "nothing_recorded"
    case nothingRecordedAtAll = "nothing_recorded_at_all"
    case nothingRecordedThere = "nothing_recorded_there"
    case notRecordedYet = "not_recorded_yet"
    case noLinks = "no_links"
    case forwardedNotFound = "forwarded_not_found"
    case forwardedUnreadable = "forwarded_unreadable"

    case deniedNotApproved = "denied_not_approved"
    case deniedNotHost = "denied_not_host"
    case deniedPersonalRoom = "denied_personal_room"
    case deniedNotInvited = "denied_not_invited"
    case deniedDownloadPrevented = "denied_download_prevented"
    case deniedForeignButton = "denied_foreign_button"
    case deniedCannotBeChecked = "denied_cannot_be_checked"

    case chooseMeeting = "choose_meeting"
    case chooseTitled = "choose_titled"
    case chooseOnCard = "choose_on_card"
    case moreMeetings = "more_meetings"
    case noOwnMeetings = "no_own_meetings"
    case titleNotFound = "title_not_found"

    case watchBegun = "watch_begun"
    case watchKnown = "watch_known"
    case watchFull = "watch_full"
    case watchCrowded = "watch_crowded"
    case watchReady = "watch_ready"
    case watchOver = "watch_over"
    case watchOverThere = "watch_over_there"

    case looking
    case answeredLate = "answered_late"
    case pressAgain = "press_again"
    case tooManyRequests = "too_many_requests"
    case answeredDirectly = "answered_directly"
    case languageName = "language_name"
    case languageChanged = "language_changed"
    case languages
    case unknownLanguage = "unknown_language"

    case notAuthorizedYet = "not_authorized_yet"
    case webexUnavailable = "webex_unavailable"
    case webexRefused = "webex_refused"
    case throttled
    case internalFailure = "internal_failure"
    case auditUnavailable = "audit_unavailable"

    case alertGrantEnded = "alert_grant_ended"
    case alertGrantUnreadable = "alert_grant_unreadable"
    case alertGrantUnfit = "alert_grant_unfit"
    case alertGrantEnding = "alert_grant_ending"
    case alertGrantClaimed = "alert_grant_claimed"
    case alertGrantOver = "alert_grant_over"
    case alertSettingsRefused = "alert_settings_refused"
    case alertSettingsOver = "alert_settings_over"
    case alertTransportDown = "alert_transport_down"
    case alertWebhooksInactive = "alert_webhooks_inactive"
    case alertTransportOver = "alert_transport_over"
    case alertAuditFailing = "alert_audit_failing"
    case alertAuditOver = "alert_audit_over"

    case formDaysLabel = "form_days_label"
    case formDaysError = "form_days_error"
    case formHint = "form_hint"
    case formHintForHosts = "form_hint_for_hosts"

    case recordingsFound = "recordings_found"
    case recordingsRange = "recordings_range"
    case untitled, video, audio, transcript
    case withoutLinks = "without_links"
    case linksExpire = "links_expire"
    case andMore = "and_more"
    case megabytes, gigabytes

    case noteNotTheirs = "note_not_theirs"
    case noteDownloadsPrevented = "note_downloads_prevented"
    case noteUnchecked = "note_unchecked"
    case noteHostUnknown = "note_host_unknown"
    case noteMoreExist = "note_more_exist"

    case statusVersion = "status_version"
    case statusRunningSince = "status_running_since"
    case statusTransport = "status_transport"
    case statusGrant = "status_grant"
    case statusGrantEnds = "status_grant_ends"
    case statusSettings = "status_settings"
    case statusAlerts = "status_alerts"
    case statusWatches = "status_watches"
    case statusRequests = "status_requests"

    /// The names that holes of this text may have.
    ///
    /// A text with `count` has a form for each plural of its language.
    var holes: Set<String> {
        switch self {
        case .numberLength, .throttled, .recordingsFound, .andMore, .noteNotTheirs, .noteDownloadsPrevented,
            .noteUnchecked, .noOwnMeetings, .watchFull, .tooManyRequests:
            ["count"]
        case .titleNotFound: ["count", "words"]
        case .chooseTitled: ["words"]
        case .languages, .unknownLanguage: ["language", "languages"]
        case .nothingRecorded, .nothingRecordedAtAll: ["count", "number"]
        case .unreadablePart, .foreignLink: ["part"]
        case .secondHost: ["host"]
        case .daysOutOfRange: ["days", "maximum"]
        case .meetingNotFound, .watchOver: ["number"]
        case .meetingNotFoundAtHost: ["host", "number"]
        case .internalFailure: ["reference"]
        case .formDaysLabel, .formDaysError: ["maximum"]
        case .recordingsRange: ["first", "last", "total"]
        case .linksExpire, .alertTransportDown, .alertWebhooksInactive: ["time"]
        case .alertGrantEnded, .alertGrantUnfit: ["page"]
        case .alertGrantEnding: ["page", "time"]
        case .alertGrantClaimed: ["holder"]
        case .alertSettingsRefused: ["problem"]
        case .megabytes, .gigabytes: ["size"]
        default: []
        }
    }

    var isPlural: Bool { holes.contains("count") }

    /// A text and what goes into its holes, ready to be said in any language.
    struct Filled: Sendable, Equatable {
        var wording: Wording
        /// Data, not markup; several values in one hole are listed.
        var values: [String: [String]]
        /// How many things the text is about.
        var count: Int?

        init(_ wording: Wording, _ values: [String: String] = [:], count: Int? = nil) {
            self.init(wording, listing: values.mapValues { [$0] }, count: count)
        }

        init(_ wording: Wording, listing values: [String: [String]], count: Int? = nil) {
            (self.wording, self.values, self.count) = (wording, values, count)
        }
    }
}
