import Policy
import Recordings
import Testing

@Suite struct RecordingRulesTests {
    private static let ada = PersonID(publicID: "ada", key: "ada")
    private static let host = PersonID(publicID: "host", key: "host")

    private func facts(
        requester: PersonID = ada, host: PersonID? = host, place: MeetingPlace = .elsewhere,
        invitation: Invitation = .unknown, preventsDownload: Bool = false
    ) -> RecordingFacts {
        RecordingFacts(
            requester: requester, host: host, place: place, invitation: invitation, preventsDownload: preventsDownload)
    }

    /// Every combination of facts and rules.
    private static let cases: [(RecordingRules, RecordingFacts)] = {
        let booleans = [false, true]
        var cases: [(RecordingRules, RecordingFacts)] = []
        for rule in 0..<16 {
            let rules = RecordingRules(
                hostOnly: rule & 1 > 0, inviteesOnly: rule & 2 > 0, protectsPersonalRooms: rule & 4 > 0,
                respectsDownloadPrevention: rule & 8 > 0)
            for host in [nil, host, ada] {
                for place in [MeetingPlace.personalRoom, .elsewhere, .unknown] {
                    for invitation in [Invitation.invited, .notInvited, .unknown] {
                        for prevents in booleans {
                            cases.append(
                                (
                                    rules,
                                    RecordingFacts(
                                        requester: ada, host: host, place: place, invitation: invitation,
                                        preventsDownload: prevents)
                                ))
                        }
                    }
                }
            }
        }
        return cases
    }()

    @Test func `the host gets the recording whatever the rules`() {
        for (rules, facts) in Self.cases where facts.host == Self.ada { #expect(rules.decide(facts) == .permit) }
    }

    @Test func `nobody else gets one while a fact that a rule needs is missing or against them`() {
        for (rules, facts) in Self.cases where facts.host != Self.ada && rules.decide(facts) == .permit {
            #expect(!rules.hostOnly)
            #expect(!rules.protectsPersonalRooms || facts.place == .elsewhere)
            #expect(!rules.inviteesOnly || facts.invitation == .invited)
            #expect(!rules.respectsDownloadPrevention || !facts.preventsDownload)
        }
    }

    @Test func `an unknown host is told apart from somebody else`() {
        for (rules, facts) in Self.cases where facts.host == nil {
            let decision = rules.decide(facts)
            #expect(decision == .permit || decision == .deny(.cannotBeChecked) || decision == .deny(.notInvited))
        }
    }

    @Test func `a meeting that could not be read is refused even without rules`() {
        let open = RecordingRules(protectsPersonalRooms: false, respectsDownloadPrevention: false)
        #expect(open.decide(nil) == .deny(.cannotBeChecked))
    }

    @Test func `each rule refuses in its own name`() {
        let none = RecordingRules(protectsPersonalRooms: false, respectsDownloadPrevention: false)
        var hostOnly = none
        hostOnly.hostOnly = true
        var invitees = none
        invitees.inviteesOnly = true
        #expect(hostOnly.decide(facts()) == .deny(.notHost))
        #expect(invitees.decide(facts(invitation: .notInvited)) == .deny(.notInvited))
        #expect(RecordingRules().decide(facts(place: .personalRoom)) == .deny(.personalRoom))
        #expect(RecordingRules().decide(facts(place: .unknown)) == .deny(.cannotBeChecked))
        #expect(RecordingRules().decide(facts(preventsDownload: true)) == .deny(.downloadPrevented))
        #expect(none.decide(facts(preventsDownload: true)) == .permit)
    }
}
