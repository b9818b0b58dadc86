import Cards
import Testing

@Suite struct SubmissionTests {
    @Test func `the inputs of a form are read`() {
        let submission = Submission([
            "command_keyword": "rec", "meeting_number": " 2551 234 5678 ", "meeting_host": "ada@example.com",
            "days_back": "14", "other": "ignored",
        ])
        #expect(submission.command == .recordings)
        #expect(submission.meetingNumber == "2551 234 5678")
        #expect(submission.meetingHost == "ada@example.com")
        #expect(submission.daysBack == "14")
    }

    @Test(arguments: ["", " ", "\n\u{A0}"]) func `a blank input counts as a missing one`(blank: String) {
        let inputs = Dictionary(uniqueKeysWithValues: Submission.Field.allCases.map { ($0.rawValue, blank) })
        #expect(Submission(inputs) == Submission([:]))
        #expect(Submission([:]).command == nil)
    }

    @Test func `a command may be named the other way`() {
        #expect(Submission(["callback_keyword": "help"]).command == .help)
        #expect(Submission(["command_keyword": "rec", "callback_keyword": "help"]).command == .recordings)
        #expect(Submission(["command_keyword": "", "callback_keyword": "help"]).command == .help)
    }
}
