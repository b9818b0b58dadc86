/// The answer to "may this person have this recording?".
package enum Decision: Sendable, Equatable {
    case permit
    case deny(DenialReason)
}

/// Which rule said no.
///
/// The raw value is what the audit log calls it.
package enum DenialReason: String, Sendable, CaseIterable {
    /// The address is on no list of approved people.
    case notApproved = "not-approved"
    /// Only hosts may have recordings, and this is not theirs.
    case notHost = "host-only"
    /// The recording was made in somebody else's personal room.
    case personalRoom = "personal-room"
    /// Only people who were invited may have recordings.
    case notInvited = "invited-only"
    /// The host or the site switched downloading off.
    case downloadPrevented = "download-prevented"
    /// A button that was made for somebody else, is too old, or was never ours.
    case foreignButton = "foreign-button"
    /// A fact that a rule needs could not be found out, so the rule could not be checked.
    case cannotBeChecked = "cannot-be-checked"
}
