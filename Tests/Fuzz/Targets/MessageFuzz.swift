import Cards
import FoundationEssentials
import Recordings

@testable import Conversation

/// What people type and press: number, host, days and seal of a submission, its command, the text of a message.
enum MessageFuzz {
    private static let parser = RequestParser(defaultDaysBack: 10, maximumDaysBack: 365)
    private static let seal = ButtonSeal(keys: [Array("the key of the corpus".utf8)])
    private static let now = Date(timeIntervalSince1970: 1_772_442_000)
    private static let alice = PersonID(publicID: "alice", key: "alice")
    private static let bob = PersonID(publicID: "bob", key: "bob")

    /// The only seal there ever was with this key; it is for Alice.
    private static let issued: String = {
        guard let text = try? seal.seal(MeetingID("meeting-1"), for: alice, at: now) else {
            fatalError("nothing can be sealed")
        }
        return text
    }()

    static func run(_ input: FuzzInput) {
        for mentions in [[], ["Steward"]] {
            check(parser.parse(message: input.restText, addressedTo: "Steward", mentionedAs: mentions))
        }
        check(parser.parse(number: input.field(0), host: input.field(1), daysBack: input.field(2)))
        open(input.text(3))
        let submission = Submission([
            "meeting_number": input.text(0), "meeting_host": input.text(1), "days_back": input.text(2),
            "sealed_meeting": input.text(3), "command_keyword": input.text(4),
        ])
        check(parser.parse(submission) { seal.open($0, for: alice, at: now) })
    }

    private static func open(_ text: String) {
        require(seal.open(issued, for: alice, at: now) == MeetingID("meeting-1"), "our own seal opens")
        require(seal.open(issued, for: bob, at: now) == nil, "nobody else's button works")
        require(seal.open(text, for: bob, at: now) == nil, "nothing was ever sealed for Bob")
        guard let meeting = seal.open(text, for: alice, at: now) else { return }
        require(meeting == MeetingID("meeting-1"), "only what was sealed opens")
    }

    private static func check(_ parsed: ParsedRequest) {
        switch parsed {
        case .recordings(let request), .refresh(let request), .notify(let request): check(request)
        case .ownMeetings(let title): require(title?.count ?? 0 <= 128, "no title is longer")
        case .help, .language, .status, .foreignButton, .invalid: break
        }
    }

    private static func check(_ request: RecordingRequest) {
        switch request.subject {
        case .number(let number):
            require((9...11).contains(number.digits.utf8.count), "a meeting number has 9 to 11 digits")
            require(number.digits.utf8.allSatisfy { (0x30...0x39).contains($0) }, "digits are ASCII")
            require(MeetingNumber(number.description) == number, "what is shown can be typed")
        case .link(let link):
            let host = link.text.dropFirst("https://".count).prefix { $0 != "/" }
            require(link.text.hasPrefix("https://") && host.hasSuffix(".webex.com"), "a link leads to Webex")
            require(MeetingLink(link.text) == link, "a link can be typed again")
        case .instance(let meeting): require(meeting == MeetingID("meeting-1"), "only what was sealed opens")
        }
        require(request.path == .button || (1...365).contains(request.daysBack), "the window is one that is allowed")
        guard let host = request.host else { return }
        require(EmailAddress(host.text) == host, "an address can be typed again")
    }
}
