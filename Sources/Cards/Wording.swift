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
    case meetingNotFound = "meeting_not_found"
    case nothingRecorded = "nothing_recorded"
    case nothingRecordedThere = "nothing_recorded_there"
    case notRecordedYet = "not_recorded_yet"
    case noLinks = "no_links"
    case forwardedNotFound = "forwarded_not_found"

    case deniedNotApproved = "denied_not_approved"
    case deniedNotHost = "denied_not_host"
    case deniedPersonalRoom = "denied_personal_room"
    case deniedNotInvited = "denied_not_invited"
    case deniedDownloadPrevented = "denied_download_prevented"
    case deniedCannotBeChecked = "denied_cannot_be_checked"

    case notAuthorizedYet = "not_authorized_yet"
    case webexUnavailable = "webex_unavailable"
    case webexRefused = "webex_refused"
    case throttled
    case internalFailure = "internal_failure"
    case auditUnavailable = "audit_unavailable"

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

    /// The names that holes of this text may have.
    ///
    /// A text with `count` has a form for each plural of its language.
    var holes: Set<String> {
        switch self {
        case .numberLength, .throttled, .recordingsFound, .andMore, .noteNotTheirs, .noteDownloadsPrevented,
            .noteUnchecked:
            ["count"]
        case .nothingRecorded: ["count", "number"]
        case .unreadablePart: ["part"]
        case .secondHost: ["host"]
        case .daysOutOfRange: ["days", "maximum"]
        case .meetingNotFound: ["number"]
        case .internalFailure: ["reference"]
        case .formDaysLabel, .formDaysError: ["maximum"]
        case .recordingsRange: ["first", "last", "total"]
        case .linksExpire: ["time"]
        case .megabytes, .gigabytes: ["size"]
        default: []
        }
    }

    var isPlural: Bool { holes.contains("count") }

    /// A text and what goes into its holes, ready to be said in any language.
    struct Filled: Sendable, Equatable {
        var wording: Wording
        /// Data, not markup.
        var values: [String: String]
        /// How many things the text is about.
        var count: Int?

        init(_ wording: Wording, _ values: [String: String] = [:], count: Int? = nil) {
            (self.wording, self.values, self.count) = (wording, values, count)
        }
    }
}
