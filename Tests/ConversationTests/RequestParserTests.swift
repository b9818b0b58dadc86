import Conversation
import Recordings
import Testing

@Suite struct RequestParserTests {
    private let parser = RequestParser(defaultDaysBack: 10, maximumDaysBack: 365)

    private func request(_ number: String, _ host: String? = nil, _ days: Int = 10) throws -> ParsedRequest {
        let number = try #require(MeetingNumber(number))
        return .recordings(
            RecordingRequest(
                subject: .number(number), host: host.flatMap { EmailAddress($0) }, daysBack: days, path: .command))
    }

    @Test(arguments: [
        ("rec 25512345678", "25512345678", nil, 10), ("REC: 2551 234 5678", "25512345678", nil, 10),
        ("rec 2551 234 5678 14", "25512345678", nil, 14), ("rec 25512345678 30", "25512345678", nil, 30),
        ("rec 123 456 789 20", "123456789", nil, 20), ("rec 123 456 7890 20", "1234567890", nil, 20),
        ("rec 2551-234-5678 host@example.com", "25512345678", "host@example.com", 10),
        ("rec 2551 234 5678 Host@Example.com 14", "25512345678", "host@example.com", 14),
        ("rec 2551 234 5678 14 <mailto:host@example.com>", "25512345678", "host@example.com", 14),
        ("rec host@example.com, 25512345678", "25512345678", "host@example.com", 10),
        ("rec\u{A0}2551\u{A0}234\u{A0}5678\u{A0}7", "25512345678", nil, 7),
        ("Minutes rec 25512345678", "25512345678", nil, 10), ("Minutes Bot rec 25512345678", "25512345678", nil, 10),
        ("@Minutes rec 25512345678 1", "25512345678", nil, 1), ("rec 25 51 23 45 67 5", "2551234567", nil, 5),
        ("rec 2551 - 234 - 5678 3", "25512345678", nil, 3),
        ("rec 2551 234 5678, host@example.com", "25512345678", "host@example.com", 10),
        ("rec 2551 234 5678,host@example.com,14", "25512345678", "host@example.com", 14),
        ("rec 25512345678, 14", "25512345678", nil, 14), ("rec 2551 234 5678; 7;", "25512345678", nil, 7),
        ("rec \"2551 234 5678\"", "25512345678", nil, 10), ("\"rec 2551 234 5678\"", "25512345678", nil, 10),
        ("rec “2551 234 5678”, “host@example.com”", "25512345678", "host@example.com", 10),
        ("rec, 2551 234 5678", "25512345678", nil, 10), ("rec,25512345678,3", "25512345678", nil, 3),
        ("rec 2551 234 5678，host@example.com、3", "25512345678", "host@example.com", 3),
    ])
    func `a request for recordings is read`(text: String, number: String, host: String?, days: Int) throws {
        let expected = try request(number, host, days)
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == expected)
    }

    @Test(arguments: ["rec 25512345678 7", "Rec rec 25512345678 7", "@Rec Bot rec 25512345678 7"])
    func `a bot that is called like its command is understood`(text: String) throws {
        let expected = try request("25512345678", nil, 7)
        #expect(parser.parse(message: text, addressedTo: "Rec Bot") == expected)
    }

    @Test(arguments: [
        "", "help", "hello", "record 25512345678", "direct 25512345678", "recording", "Minutes help", "🙂",
    ])
    func `everything else asks for help`(text: String) {
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == .help)
    }

    @Test(arguments: [
        ("rec host@example.com", RequestProblem.missingNumber),
        ("rec 12345", .numberLength(5)),
        ("rec 2551 234", .numberLength(7)), ("rec 12345678 5", .numberLength(8)),
        ("rec 123456789012", .numberLength(12)),
        ("rec 25512345678 0", .daysOutOfRange("0")), ("rec 25512345678 999", .daysOutOfRange("999")),
        ("rec 25512345678 99999999999999999999", .daysOutOfRange("99999999999999999999")),
        ("rec 25512345678 ten", .unreadable("ten")), ("rec 25512345678 -5", .unreadable("-5")),
        ("rec 25512345678 5 6", .unreadable("6")), ("rec 25512345678 a@b@c", .unreadable("a@b@c")),
        ("rec 25512345678 a@x.com b@x.com", .secondHost("b@x.com")),
        ("rec weekly hana@example.com", .unreadable("weekly")),
        ("rec https://example.com/meet/hana", .foreignLink("https://example.com/meet/hana")),
        ("rec www.example.com/meet", .foreignLink("www.example.com/meet")),
        ("rec 25512345678 https://example.webex.com/meet/hana", .unreadable("https://example.webex.com/meet/hana")),
    ])
    func `the part that is wrong is named`(text: String, problem: RequestProblem) {
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == .invalid(problem))
    }

    @Test(arguments: [
        ("rec https://example.webex.com/meet/hana", nil, 10), ("rec <https://example.webex.com/meet/hana>", nil, 10),
        ("rec example.webex.com/meet/hana 14", nil, 14), ("rec 14 https://example.webex.com/meet/hana", nil, 14),
        ("rec https://example.webex.com/meet/hana, Hana@example.com 3", "hana@example.com", 3),
        ("rec \"https://example.webex.com/meet/hana\", 3", nil, 3), ("rec “example.webex.com/meet/hana”", nil, 10),
    ])
    func `a link names a meeting`(text: String, host: String?, days: Int) throws {
        let link = try #require(MeetingLink("https://example.webex.com/meet/hana"))
        let request = RecordingRequest(
            subject: .link(link), host: host.flatMap { EmailAddress($0) }, daysBack: days, path: .command)
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == .recordings(request))
    }

    @Test(arguments: [
        ("rec", nil), ("rec:", nil), ("rec weekly review", "weekly review"), ("rec 2026 budget", "2026 budget"),
        ("REC  Porada\u{A0}sadařů ", "Porada sadařů"), ("rec 🙂", "🙂"), ("rec שלום", "שלום"),
        ("rec \"weekly review\"", "weekly review"), ("rec „Porada sadařů“", "Porada sadařů"),
        ("rec 'weekly' «review»", "weekly review"), ("rec ‘weekly review’,", "weekly review"),
        ("rec weekly, review", "weekly review"), ("rec 「週次レビュー」", "週次レビュー"),
        ("rec \"2026, budget\"", "2026 budget"), ("rec \"\"", nil), ("rec O'Hara", "O'Hara"),
    ])
    func `without a number the requester's own meetings are meant`(text: String, title: String?) {
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == .ownMeetings(titled: title))
    }

    @Test func `a title that no meeting can have is not looked for`() {
        let long = String(repeating: "review ", count: 1_500)
        let problem = RequestProblem.unreadable(long.trimmingBlanks())
        #expect(parser.parse(message: "rec \(long)", addressedTo: "Minutes Bot") == .invalid(problem))
    }

    @Test(arguments: [
        ("language de", ParsedRequest.language("de")), ("Language: cs_CZ", .language("cs_CZ")),
        ("language \"de\"", .language("de")),
        ("language", .language(nil)), ("status", .status), ("STATUS:", .status), ("statuses", .help),
    ])
    func `languages and the state of the service can be asked for`(text: String, expected: ParsedRequest) {
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == expected)
    }

    @Test(arguments: [("Min rec 25512345678 3", "Min"), ("Minutes B. rec 25512345678 3", "Minutes B.")])
    func `a mention goes under whatever name it stands`(text: String, name: String) throws {
        let expected = try request("25512345678", nil, 3)
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot", mentionedAs: [name]) == expected)
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot") == .help)
    }

    @Test(arguments: [
        "rec 25512345678 @Minutes 3", "Minutes, rec 25512345678 3", "@Minutes: rec 25512345678 3",
        "rec Minutes 25512345678 3",
    ])
    func `a mention goes wherever it stands`(text: String) throws {
        let expected = try request("25512345678", nil, 3)
        #expect(parser.parse(message: text, addressedTo: "Minutes Bot", mentionedAs: ["Minutes"]) == expected)
    }

    @Test func `words behind a mention are no title without their command`() {
        #expect(parser.parse(message: "Min weekly", addressedTo: "Minutes Bot", mentionedAs: ["Min"]) == .help)
    }

    @Test func `the form is read like a message, with blank fields left out`() throws {
        let number = try #require(MeetingNumber("25512345678"))
        let host = try #require(EmailAddress("hana@example.com"))
        let expected = RecordingRequest(subject: .number(number), host: host, daysBack: 14, path: .form)
        #expect(
            parser.parse(number: " 2551 234 5678 ", host: "hana@example.com", daysBack: "14") == .recordings(expected))
        #expect(
            parser.parse(number: "\"2551 234 5678\",", host: "“hana@example.com”", daysBack: "14")
                == .recordings(expected))
        #expect(
            parser.parse(number: "25512345678", host: " ", daysBack: "")
                == .recordings(RecordingRequest(subject: .number(number), daysBack: 10, path: .form)))
    }

    @Test(arguments: [
        ("", nil, nil, RequestProblem.missingNumber), ("abc", nil, nil, .unreadable("abc")),
        ("123", nil, nil, .numberLength(3)),
        ("https://example.com/x", nil, nil, .foreignLink("https://example.com/x")),
        ("25512345678", "nobody", nil, .unreadable("nobody")), ("25512345678", nil, "0", .daysOutOfRange("0")),
        ("25512345678", nil, "soon", .unreadable("soon")), ("25512345678", nil, "1.5", .unreadable("1.5")),
    ])
    func `a wrong field of the form is named`(number: String, host: String?, days: String?, problem: RequestProblem) {
        #expect(parser.parse(number: number, host: host, daysBack: days) == .invalid(problem))
    }
}
