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
        #expect(submission.sealedMeeting == nil)
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

    @Test(
        arguments: [
            // As the form of the bot that came before sends it: every field, also those that nobody touched.
            (
                ["command_keyword": "rec", "meeting_number": "25512345678", "meeting_host": "", "days_back": ""], nil,
                nil
            ),
            (["callback_keyword": "rec", "meeting_number": "25512345678", "days_back": "10"], nil, "10"),
            (
                ["callback_keyword": "REC", "meeting_number": "25512345678", "meeting_host": "ada@example.com"],
                "ada@example.com", nil
            ),
        ] as [([String: String], String?, String?)])
    func `forms that were sent years ago still work`(inputs: [String: String], host: String?, days: String?) {
        let submission = Submission(inputs)
        #expect(submission.command == .recordings)
        #expect(submission.meetingNumber == "25512345678")
        #expect(submission.meetingHost == host)
        #expect(submission.daysBack == days)
    }

    @Test(arguments: ["recordings", "rec ord", "delete", "rec\u{0}", "récord", "help!", "../rec"])
    func `a command that no button of ours sends is none`(keyword: String) {
        #expect(Submission(["command_keyword": keyword]).command == nil)
        #expect(Submission(["command_keyword": keyword, "callback_keyword": "rec"]).command == nil)
    }

    @Test func `what somebody sent is not in a description`() {
        let submission = Submission(["command_keyword": "rec", "meeting_host": "ada@example.com"])
        #expect(!String(reflecting: submission).contains("ada"))
        #expect(!"\(MeetingsCard.Choice(title: "t", start: nil, request: submission))".contains("ada"))
    }
}
