package import Recordings

/// Who may have which recording.
package struct RecordingRules: Sendable, Equatable {
    /// Only the host of a meeting gets its recordings.
    package var hostOnly: Bool
    /// Only the host and the people who were invited get the recordings.
    package var inviteesOnly: Bool
    /// What was recorded in a personal room goes to its owner alone.
    package var protectsPersonalRooms: Bool
    /// A recording that its host does not let others download gives links to its host alone.
    package var respectsDownloadPrevention: Bool

    package init(
        hostOnly: Bool = false, inviteesOnly: Bool = false, protectsPersonalRooms: Bool = true,
        respectsDownloadPrevention: Bool = true
    ) {
        self.hostOnly = hostOnly
        self.inviteesOnly = inviteesOnly
        self.protectsPersonalRooms = protectsPersonalRooms
        self.respectsDownloadPrevention = respectsDownloadPrevention
    }
}

/// What must be known about one recording before anybody gets it.
package struct RecordingFacts: Sendable, Equatable {
    package var requester: PersonID
    /// Of the meeting instance that was recorded; nothing when Webex does not tell.
    package var host: PersonID?
    package var place: MeetingPlace
    package var invitation: Invitation
    package var preventsDownload: Bool

    package init(
        requester: PersonID, host: PersonID?, place: MeetingPlace, invitation: Invitation, preventsDownload: Bool
    ) {
        self.requester = requester
        self.host = host
        self.place = place
        self.invitation = invitation
        self.preventsDownload = preventsDownload
    }
}

/// Whether the instance is in the requester's own list of meetings.
package enum Invitation: Sendable, Equatable { case invited, notInvited, unknown }

extension RecordingRules {
    /// Decides on one recording; the same facts give the same answer whichever way the request came in.
    ///
    /// A fact that a rule in force needs and that is unknown means no. The host has every right that the rules can ask
    /// for, so for the host no other fact is needed.
    ///
    /// - Parameter facts: Nothing when the meeting that was recorded could not be read at all.
    /// - Returns: The reason of the first rule that says no.
    package func decide(_ facts: RecordingFacts?) -> Decision {
        guard let facts else { return .deny(.cannotBeChecked) }
        if let host = facts.host, host == facts.requester { return .permit }
        let isHostKnown = facts.host != nil
        if protectsPersonalRooms {
            switch facts.place {
            case .elsewhere: break
            case .personalRoom: return .deny(isHostKnown ? .personalRoom : .cannotBeChecked)
            case .unknown: return .deny(.cannotBeChecked)
            }
        }
        if hostOnly { return .deny(isHostKnown ? .notHost : .cannotBeChecked) }
        if inviteesOnly {
            switch facts.invitation {
            case .invited: break
            case .notInvited: return .deny(.notInvited)
            case .unknown: return .deny(.cannotBeChecked)
            }
        }
        if respectsDownloadPrevention, facts.preventsDownload {
            return .deny(isHostKnown ? .downloadPrevented : .cannotBeChecked)
        }
        return .permit
    }
}
