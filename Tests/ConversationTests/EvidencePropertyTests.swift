import FoundationEssentials
import Policy
import Recordings
import TestSupport
import Testing
import WebexAPI

@testable import Conversation

/// What the evidence and the rules make of thousands of made-up meetings, against what people are promised.
@Suite struct EvidencePropertyTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a recording is handed out exactly when every rule allows it on facts that are known`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for index in 0..<400 {
            let meeting = GeneratedMeeting(&random)
            let rules = RecordingRules.random(&random)
            let isPermitted = rules.decide(meeting.evidence.facts(about: meeting.recording)) == .permit
            let isPromised = PolicyOracle(rules: rules).permits(meeting.truth, knowing: meeting.knowledge)
            guard isPermitted != isPromised else { continue }
            Issue.record("seed \(seed), case \(index): permitted \(isPermitted), by \(rules): \(meeting)")
        }
    }

    @Test func `the made-up meetings are of every kind`() {
        var random = SeededGenerator(seed: 1)
        let meetings = (0..<2_000).map { _ in GeneratedMeeting(&random) }
        for isTrue in [true, false] {
            #expect(meetings.contains { $0.truth.isHost == isTrue && $0.knowledge.host })
            #expect(meetings.contains { $0.truth.isPersonalRoom == isTrue && $0.knowledge.place })
            #expect(meetings.contains { $0.truth.isInvited == isTrue && $0.knowledge.invitation })
            #expect(meetings.contains { $0.knowledge.instance == isTrue })
            #expect(meetings.contains { !$0.truth.isPersonalRoom && !$0.truth.isHost && $0.knowledge.place == isTrue })
        }
    }
}

/// One recording of one meeting, as Webex might tell of it, and the truth about it.
private struct GeneratedMeeting {
    private(set) var truth: PolicyOracle.Truth
    private(set) var knowledge = PolicyOracle.Knowledge()
    private(set) var evidence: Evidence
    let recording: Recording

    private static let sites = ["example.webex.com", "example-eu.webex.com"]
    private static let (roomNumber, otherNumber) = ("26001234567", "25512345678")

    init(_ random: inout SeededGenerator) {
        let people = (0..<3).map { Account($0) }
        let (requester, host) = (people[0], random.one(of: people))
        let (series, id) = (MeetingID("series"), MeetingID("series_I_1"))
        let isPersonal = random.once(in: 3)
        truth = .init(
            isHost: host.id == requester.id, isPersonalRoom: isPersonal,
            isInvited: host.id == requester.id || random.once(in: 2), preventsDownload: random.once(in: 3))
        recording = Recording(
            id: RecordingID("recording"), meeting: id, series: random.once(in: 3) ? nil : series, topic: "",
            recordedAt: LookupBench.now, hostEmail: random.one(of: people).address(&random), length: .zero, size: 0,
            preventsDownload: truth.preventsDownload)
        evidence = Evidence(requester: requester.person)
        let (site, address) = (random.one(of: Self.sites), host.address(&random))
        var instance = Meeting(
            id: id, series: recording.series == nil || random.once(in: 2) ? series : id, title: "",
            host: .init(id: random.once(in: 9) ? nil : host.id(&random), email: address), site: site)
        // Without an id, the address tells only the requester.
        knowledge.host = instance.host.id != nil || truth.isHost
        if !isPersonal, random.once(in: 5) { instance.room = RoomID("room") }
        addPlace(of: instance, series, isPersonal: isPersonal, &random)
        addInvitation(to: id, &random)
        knowledge.instance = !random.once(in: 10)
        if knowledge.instance { evidence.add(instance) }
        evidence.note(recording)
    }

    /// The schedule, and the personal rooms that the host has on both sites, as far as they can be read.
    private mutating func addPlace(
        of instance: Meeting, _ series: MeetingID, isPersonal: Bool, _ random: inout SeededGenerator
    ) {
        let (knowsSchedule, hasRoom) = (!random.once(in: 4), isPersonal || random.once(in: 2))
        let (knowsRoom, knowsNumber) = (!random.once(in: 4), !random.once(in: 4))
        let link = "https://\(instance.site ?? "")/meet/host"
        if knowsSchedule {
            var item = Meeting(
                id: series, series: series, number: MeetingNumber(isPersonal ? Self.roomNumber : Self.otherNumber),
                title: "", host: instance.host, site: instance.site)
            item.webLink = isPersonal ? link.uppercased() + "/" : "https://example.webex.com/j.php?MTID=m1"
            item.isScheduledInPersonalRoom = isPersonal && random.once(in: 2)
            evidence.schedules[series] = [item]
        }
        guard let host = instance.host.email else { return }
        // The room of the other site is a trap: its number is that of this meeting when it is not personal.
        let other = Self.sites.first { $0 != instance.site }
        let trap = PersonalRoom(number: MeetingNumber(isPersonal ? "26009999999" : Self.otherNumber), link: nil)
        evidence.rooms[PersonalRoomKey(host: host, site: other)] = .room(trap)
        if knowsRoom {
            let room = PersonalRoom(number: knowsNumber ? MeetingNumber(Self.roomNumber) : nil, link: link)
            evidence.rooms[PersonalRoomKey(host: host, site: instance.site)] = hasRoom ? .room(room) : .some(.none)
        }
        let isProved = knowsRoom && (!hasRoom || (knowsNumber && knowsSchedule))
        knowledge.place = instance.room != nil || isProved
    }

    private mutating func addInvitation(to id: MeetingID, _ random: inout SeededGenerator) {
        knowledge.invitation = !random.once(in: 4)
        if knowledge.invitation {
            evidence.invitations[id] = truth.isInvited ? .invited : .notInvited
        } else if random.once(in: 2) {
            evidence.invitations[id] = .unknown
        }
    }
}

/// Somebody with three addresses, whose id Webex spells in four ways.
private struct Account {
    let uuid: String
    let addresses: [EmailAddress]

    init(_ index: Int) {
        uuid = "0f1e2d3c-0000-4000-8000-00000000000\(index)"
        addresses = ["a\(index)@example.com", "alias\(index)@example.com", "a\(index)@emea.example.com"]
            .compactMap { EmailAddress($0) }
    }

    var id: PersonID { PersonID(uuid, .person) }
    var person: Person { Person(id: id, kind: .person, emails: addresses, displayName: "") }

    func id(_ random: inout SeededGenerator) -> PersonID {
        let spelling = random.one(of: [uuid, uuid.uppercased()])
        return random.once(in: 2) ? PersonID(spelling, .person) : PersonID(WebexID(.person, spelling).publicID, .person)
    }

    /// One of the addresses, in any case.
    func address(_ random: inout SeededGenerator) -> EmailAddress? {
        let address = random.one(of: addresses).text
        return EmailAddress(random.once(in: 2) ? address : address.uppercased())
    }
}
