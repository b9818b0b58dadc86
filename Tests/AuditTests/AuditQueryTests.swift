import Audit
import Files
import JSONTree
import Recordings
import TemporaryFolders
import Testing

@Suite(.timeLimit(.minutes(1))) struct AuditQueryTests {
    let logs: LogFolder

    init() throws { logs = try LogFolder() }

    /// Two days: Ada is given recordings on the first and refused on the second, Bob finds nothing.
    private func fill() async throws {
        let log = try logs.open()
        var ada = logs.line("A1")
        ada.requestor = EmailAddress("ada@example.com")
        ada.requestorID = PersonID(publicID: "Y2lz", key: "ada-id")
        ada.meetingNumber = MeetingNumber("25512345678")
        ada.recordings = [.init(id: MeetingID("M_I_1"), recordings: [RecordingID("R1"), RecordingID("R2")])]
        try await log.write(ada)
        logs.set(day: 21)
        var refused = logs.line("A2", .denied)
        refused.requestor = EmailAddress("ada@example.com")
        refused.meetingID = MeetingID("M")
        refused.rule = .notHost
        try await log.write(refused)
        var bob = logs.line("B1", .nodata)
        bob.requestor = EmailAddress("bob@example.com")
        try await log.write(bob)
    }

    private func events(_ query: AuditQuery) throws -> [String] {
        var events: [String] = []
        try query.search(try AuditFiles(logs.path).inOrder()) {
            events.append($0.text("event_id"))
        } skip: { _ in
        }
        return events
    }

    @Test(arguments: [
        (AuditQuery(), "A1 A2 B1"),
        (AuditQuery(person: "Ada@Example.com"), "A1 A2"), (AuditQuery(person: "ada-id"), "A1"),
        (AuditQuery(person: "example.com"), ""),
        (AuditQuery(meeting: "2551 234 5678"), "A1"), (AuditQuery(meeting: "M_I_1"), "A1"),
        (AuditQuery(meeting: "M"), "A2"), (AuditQuery(day: CalendarDay("2026-11-21")), "A2 B1"),
        (AuditQuery(statuses: [.denied, .nodata]), "A2 B1"),
        (AuditQuery(person: "ada@example.com", day: CalendarDay("2026-11-21"), statuses: [.denied]), "A2"),
    ])
    func `lines are found by person, meeting, day and status, over all files`(
        query: AuditQuery, found: String
    ) async throws {
        try await fill()
        #expect(try events(query).joined(separator: " ") == found)
    }

    @Test(arguments: [
        (AuditQuery(), nil), (AuditQuery(person: "ada@example.com"), nil),
        (AuditQuery(person: "eve@example.com"), "none of the 3 decisions in the log fits"),
    ])
    func `whoever finds nothing is told among how many`(query: AuditQuery, emptiness: String?) async throws {
        try await fill()
        let tally = try query.search(try AuditFiles(logs.path).inOrder(), show: { _ in }, skip: { _ in })
        #expect(tally.emptiness == emptiness)
    }

    @Test func `a log without a decision says so`() throws {
        try logs.folder.write("", to: "audit.log")
        let tally = try AuditQuery().search([logs.path], show: { _ in }, skip: { _ in })
        #expect(tally.emptiness == "there is no decision in the log")
    }

    @Test func `a line that cannot be read is named, and the others are shown`() throws {
        try logs.folder.write("{\"event_id\":\"E1\"}\nnonsense\n{\"event_id\":\"E3\"}", to: "audit.log")
        var (events, skipped): ([String], [String]) = ([], [])
        try AuditQuery().search([logs.path]) {
            events.append($0.text("event_id"))
        } skip: {
            skipped.append("\($0)")
        }
        #expect(events == ["E1", "E3"])
        #expect(skipped == ["\(logs.path):2: not shown, for it cannot be read"])
    }
}

@Suite struct AuditFormatTests {
    private func record(_ text: String) throws -> AuditRecord { try #require(AuditRecord(Array(text.utf8))) }

    @Test func `a table has a line for each decision, in columns`() throws {
        let line = try record(
            #"{"requestor":"ada@example.com","meeting_number":"25512345678","status":"denied","rule":"host-only","#
                + #""description":"Not theirs","time":"2026-11-20T12:00:00.250Z","reference":"7F3A","recordings":[]}"#)
        #expect(
            [AuditFormat.table.heading, AuditFormat.table.text(of: line)] == [
                "TIME (UTC)           STATUS       PERSON                      MEETING        REC  WHAT",
                "2026-11-20 12:00:00  denied       ada@example.com             2551 234 5678  -    "
                    + "host-only, Not theirs, 7F3A",
            ])
    }

    @Test func `nothing in a table steers the terminal`() throws {
        let line = try record(#"{"requestor":"a\u001b[2J\u202Eb","description":"x\ny"}"#)
        let text = AuditFormat.table.text(of: line)
        #expect(text.contains("a\u{FFFD}[2J\u{FFFD}b"))
        #expect(!text.contains { $0.isNewline })
    }

    @Test func `JSON is the line as it is`() throws {
        let text = #"{"z": 1,  "a":"\u00e9"}"#
        #expect(AuditFormat.json.text(of: try record(text)) == text)
        #expect(AuditFormat.json.heading == nil)
    }

    @Test func `CSV has a cell for every member of a line`() throws {
        let line = try record(
            #"{"requestor":"ada@example.com","days_back":10,"description":"say \"no\", twice","#
                + #""recordings":[{"meetingId":"M","recordings":[{"id":"R1"},{"id":"R2"}]}]}"#)
        let text = AuditFormat.csv.text(of: line)
        #expect(AuditFormat.csv.heading?.hasPrefix("\"requestor\",\"meeting_host\",\"meeting_number\"") == true)
        #expect(
            text == #""ada@example.com","","","10","R1 R2","","say ""no"", twice","","","","","","","","","""#)
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\u{FF1D}1", "\n=1"])
    func `no cell becomes a formula`(value: String) throws {
        let line = try record(JSONValue.object(JSONObject([.init("requestor", .string(value))])).text)
        #expect(AuditFormat.csv.text(of: line).hasPrefix("\"'"))
    }
}
