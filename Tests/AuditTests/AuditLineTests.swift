import Audit
import FoundationEssentials
import JSONTree
import Recordings
import Testing

@Suite struct AuditLineTests {
    private let time = Date(timeIntervalSince1970: 1_750_000_000.25)

    @Test func `a permitted request is written with every member in its order`() {
        var line = AuditLine(.permitted, "links sent", event: EventID("E1"), at: time)
        line.requestor = EmailAddress("Ada@example.com")
        line.meetingHost = EmailAddress("host@example.com")
        line.meetingNumber = MeetingNumber("2551 234 5678")
        line.daysBack = 10
        line.recordings = [.init(id: MeetingID("M_I_1"), recordings: [RecordingID("R1"), RecordingID("R2")])]
        line.requestorID = PersonID(publicID: "Y2lz", key: "0a1b")
        line.meetingID = MeetingID("M")
        line.path = .command
        line.reference = "7F3A"
        #expect(
            line.text == #"{"requestor":"ada@example.com","meeting_host":"host@example.com","#
                + #""meeting_number":"25512345678","days_back":10,"#
                + #""recordings":[{"meetingId":"M_I_1","recordings":[{"id":"R1"},{"id":"R2"}]}],"#
                + #""status":"permitted","description":"links sent","time":"2025-06-15T15:06:40.250Z","#
                + #""event_id":"E1","requestor_id":"0a1b","meeting_id":"M","path":"command","rule":null,"#
                + #""reference":"7F3A"}"#)
    }

    @Test func `what a line does not have is null, and recordings are an empty list`() {
        let line = AuditLine(.invalid, "no meeting number", event: EventID("E1"), at: time)
        #expect(
            line.text == #"{"requestor":null,"meeting_host":null,"meeting_number":null,"days_back":null,"#
                + #""recordings":[],"status":"invalid","description":"no meeting number","#
                + #""time":"2025-06-15T15:06:40.250Z","event_id":"E1","requestor_id":null,"meeting_id":null,"#
                + #""path":null,"rule":null,"reference":null}"#)
    }

    @Test(arguments: DenialReason.allCases)
    func `a denial names its rule`(rule: DenialReason) throws {
        var line = AuditLine(.denied, "not theirs to have", event: EventID("E1"), at: time)
        line.rule = rule
        let value = try JSONValue(parsing: Array(line.text.utf8))
        #expect(value["status"] == "denied")
        #expect(value["rule"] == .string(rule.rawValue))
    }

    @Test func `an event id with line feeds in it stays on one line`() {
        #expect(!AuditLine(.nodata, "none", event: EventID("a\nb\u{2028}"), at: time).text.contains { $0.isNewline })
    }
}
