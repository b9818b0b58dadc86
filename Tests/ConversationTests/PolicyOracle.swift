import Policy
import TestSupport

/// Who may have a recording, said rule by rule as people are told it, without a look at how the code decides.
struct PolicyOracle {
    /// What is so, whether anybody can find it out or not.
    struct Truth {
        var isHost: Bool
        var isPersonalRoom: Bool
        var isInvited: Bool
        var preventsDownload: Bool
    }

    /// What can be found out.
    struct Knowledge {
        /// The instance that was recorded can be read.
        var instance = true
        /// Webex says who hosted it.
        var host = true
        /// If it was in no personal room, there is proof of that.
        var place = true
        var invitation = true
    }

    var rules: RecordingRules

    func permits(_ truth: Truth, knowing known: Knowledge = Knowledge()) -> Bool {
        guard known.instance else { return false }
        // Every rule makes an exception for the host, and the owner of a personal room hosts what is in it.
        if truth.isHost, known.host { return true }
        if rules.hostOnly { return false }
        if rules.protectsPersonalRooms, truth.isPersonalRoom || !known.place { return false }
        if rules.inviteesOnly, !truth.isInvited || !known.invitation { return false }
        if rules.respectsDownloadPrevention, truth.preventsDownload { return false }
        return true
    }
}

extension RecordingRules {
    /// Any combination of rules.
    static func random(_ random: inout SeededGenerator) -> Self {
        Self(
            hostOnly: random.once(in: 4), inviteesOnly: random.once(in: 2), protectsPersonalRooms: !random.once(in: 4),
            respectsDownloadPrevention: !random.once(in: 4))
    }
}
