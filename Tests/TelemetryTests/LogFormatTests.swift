import FoundationEssentials
import JSONTree
import Logging
import Telemetry
import Testing

@Suite struct LogFormatTests {
    private func record(
        _ message: Logger.Message, _ metadata: Logger.Metadata = [:], inherited: Logger.Metadata = [:],
        error: (any Error)? = nil
    ) -> LogRecord {
        let event = LogEvent(
            level: .notice, message: message, error: error, metadata: metadata, source: nil, file: "", function: "",
            line: 0)
        return LogRecord(
            event, label: "intake", inherited: inherited, at: Date(timeIntervalSince1970: 1_750_000_000.25))
    }

    private func line(_ format: LogFormat, _ record: LogRecord) -> String {
        String(decoding: format.line(record), as: UTF8.self)
    }

    @Test func `a JSON line has time, level, message and label first, then the facts by name`() {
        let line = line(.json, record("socket opened", ["room.id": "R1", "attempt": "\(2)"]))
        #expect(
            line
                == #"{"time":"2025-06-15T15:06:40.250Z","level":"notice","message":"socket opened","label":"intake","#
                + #""attempt":"2","room.id":"R1"}"# + "\n")
    }

    @Test func `a text line reads like a sentence with facts`() {
        let line = line(.text, record("socket opened", ["room.id": "R1", "cause": "no route", "empty": ""]))
        #expect(
            line
                == #"2025-06-15T15:06:40.250Z NOTICE   intake: socket opened cause="no route" empty="" room.id=R1"#
                + "\n")
    }

    @Test func `nested metadata becomes dotted lower-case keys`() {
        let facts = record("x", ["Person": ["Kind": "bot", "emails": ["a@example.com", "b@example.com"]]]).facts
        #expect(
            facts == ["person.kind": "bot", "person.emails.0": "a@example.com", "person.emails.1": "b@example.com"])
    }

    @Test func `the facts of the event win over those of the logger`() {
        let facts = record("x", ["attempt": "2"], inherited: ["attempt": "1", "job": "7"]).facts
        #expect(facts == ["attempt": "2", "job": "7"])
    }

    @Test func `secrets are in neither form`() {
        struct Refused: Error, CustomStringConvertible { let description = "refused: Bearer s3cr3t" }
        let record = record(
            "sent Bearer s3cr3t", ["grant": ["access_token": "s3cr3t"], "header": "Bearer s3cr3t"], error: Refused())
        for format in LogFormat.allCases { #expect(!line(format, record).contains("s3cr3t")) }
        #expect(record.facts["error"] == "refused: Bearer (redacted)")
    }

    @Test(arguments: LogFormat.allCases)
    func `a line stays one line and leaves the terminal alone, whatever is in it`(format: LogFormat) {
        let hostile = "a\nb\r\u{1B}[2J\u{2028}c"
        let line = line(format, record("\(hostile)", ["key\n": "\(hostile)"]))
        #expect(line.unicodeScalars.filter { $0 == "\n" || $0 == "\r" || $0 == "\u{1B}" || $0 == "\u{2028}" } == ["\n"])
    }

    @Test func `a fact that is called like a part of the line is written beside it`() throws {
        let value = try JSONValue(parsing: LogFormat.json.line(record("hello", ["message": "other", "level": "7"])))
        #expect(value["message"] == "hello")
        #expect(value["metadata.message"] == "other")
        #expect(value["metadata.level"] == "7")
    }
}
