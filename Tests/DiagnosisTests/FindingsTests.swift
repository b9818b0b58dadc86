import Diagnosis
import Files
import JSONTree
import Testing
import TestSupport

@Suite struct FindingsTests {
    private let findings = Findings([
        Finding(.grantMissing, "nobody has authorized the bot", advice: "open https://bot.example.com/webex/authorize"),
        Finding(.environmentComplete, "every variable is set"),
        Finding(.numberIsEnough, "whoever knows the number and the host of a meeting gets its recordings", advice: "x"),
    ])

    @Test func `the report is in the order of the subjects, with what to do below, and fits 80 columns`() {
        #expect(
            findings.text() == """
                ok      environment every variable is set
                note    policy      whoever knows the number and the host of a meeting gets its
                                    recordings
                                    -> x
                problem grant       nobody has authorized the bot
                                    -> open https://bot.example.com/webex/authorize

                1 problem, 1 note.

                """)
    }

    @Test(arguments: FindingCode.allCases) func `no line is longer than 80 columns`(code: FindingCode) {
        let text = Findings([Finding(code, Array(repeating: "word", count: 40).joined(separator: " "))]).text()
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    }

    @Test func `programs get codes, counts and sentences`() throws {
        let text = findings.json(version: "1.2.3", libraries: [("libcurl", "7.88.1")])
        let json = try JSONValue(parsing: Array(text.utf8))
        #expect(json["version"] == "1.2.3")
        #expect(json["libraries"] == ["libcurl": "7.88.1"])
        #expect((json["problems"], json["notes"]) == (1, 1))
        #expect(
            json["findings"]?.array?.map { $0["code"] } == [
                "environment.complete", "policy.number-is-enough", "grant.missing",
            ])
        #expect(json["findings"]?.array?.last?["verdict"] == "problem")
        #expect(json["findings"]?.array?.first?["advice"] == .null)
    }

    @Test(arguments: [
        ([FindingCode.botKnown], "All is well."), ([.keyBeside], "No problem, 1 note."),
        ([.botRefused, .grantMissing], "2 problems, 0 notes."),
    ])
    func `the last line sums up`(codes: [FindingCode], line: String) {
        #expect(Findings(codes.map { Finding($0, "x") }).text().hasSuffix("\n\(line)\n"))
    }

    @Test(arguments: FindingCode.allCases)
    func `every problem and note says what to do, and the manual tells of every code`(code: FindingCode) throws {
        // What is noted of the policy brings the advice along.
        #expect((code.verdict == .ok) == (code.advice == nil) || code.subject == .policy || code == .grantMissing)
        let manual = String(
            decoding: try Files.read(Repository.file("docs/operations.md"), limit: 1 << 20), as: UTF8.self)
        #expect(manual.contains("| `\(code.rawValue)` | \(code.verdict.rawValue) |"))
    }
}
