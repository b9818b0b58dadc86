import Alerts
import FoundationEssentials
import Testing

@Suite struct AlertBookTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func after(_ minutes: Double) -> Date { Self.start.addingTimeInterval(minutes * 60) }

    @Test func `what begins is told once, and once that it is over`() {
        var book = AlertBook()
        #expect(book.tell([], at: after(0)).isEmpty)
        #expect(book.tell([.grantEnded], at: after(1)) == [.raised(.grantEnded)])
        #expect(book.standing == [.grantEnded])
        #expect(book.tell([.grantEnded], at: after(59)).isEmpty)
        #expect(book.tell([], at: after(60)) == [.over(.grantEnded)])
        #expect(book.tell([], at: after(61)).isEmpty)
        #expect(book.standing.isEmpty)
    }

    @Test func `what goes on is told again, each time after twice as long, and at least daily`() {
        var book = AlertBook()
        let told = (0..<(72 * 60)).filter { !book.tell([.auditFailing], at: after(Double($0))).isEmpty }
        #expect(told == [0, 60, 180, 420, 900, 1860, 3300])
    }

    @Test func `the coming end of the grant is told once a day`() {
        var book = AlertBook()
        let told = (0..<72).filter { !book.tell([.grantEnding(Self.start)], at: after(Double($0) * 60)).isEmpty }
        #expect(told == [0, 24, 48])
    }

    @Test func `what comes and goes is told at most once an hour, and never that it is over before it was told`() {
        var book = AlertBook()
        var notices: [AlertNotice] = []
        for minute in 0..<60 {
            notices += book.tell(minute.isMultiple(of: 2) ? [.auditFailing] : [], at: after(Double(minute)))
        }
        #expect(notices == [.raised(.auditFailing), .over(.auditFailing)])
        #expect(book.tell([.auditFailing], at: after(60)) == [.raised(.auditFailing)])
    }

    @Test func `what stands long enough after it came back is told late rather than never`() {
        var book = AlertBook()
        _ = book.tell([.grantUnfit], at: after(0))
        _ = book.tell([], at: after(1))
        #expect(book.tell([.grantUnfit], at: after(2)).isEmpty)
        #expect(book.tell([.grantUnfit], at: after(60)) == [.raised(.grantUnfit)])
    }

    @Test func `causes do not silence each other`() {
        var book = AlertBook()
        #expect(book.tell([.grantUnfit], at: after(0)) == [.raised(.grantUnfit)])
        #expect(book.tell([.grantUnfit, .auditFailing], at: after(1)) == [.raised(.auditFailing)])
        #expect(book.tell([.auditFailing], at: after(2)) == [.over(.grantUnfit)])
    }

    @Test func `of what nobody knows nothing is said`() {
        var book = AlertBook()
        _ = book.tell([.transportDown(since: Self.start)], at: after(0))
        #expect(book.tell([], undecided: [.transportDown], at: after(1)).isEmpty)
        #expect(book.standing == [.transportDown])
        #expect(book.tell([], at: after(2)) == [.over(.transportDown)])
    }

    @Test func `a restart repeats nothing, and still tells that it is over`() throws {
        var book = AlertBook()
        _ = book.tell([.settingsRefused("config.json:1:1")], at: after(0))
        let written = try JSONEncoder().encode(book)
        var restarted = try JSONDecoder().decode(AlertBook.self, from: written)
        #expect(restarted == book)
        #expect(restarted.tell([.settingsRefused("config.json:1:1")], at: after(30)).isEmpty)
        #expect(restarted.tell([], at: after(31)) == [.over(.settingsRefused)])
    }

    @Test func `a clock that was set back silences nothing`() {
        var book = AlertBook()
        _ = book.tell([.auditFailing], at: after(60 * 24 * 365))
        #expect(book.tell([.auditFailing], at: after(0)) == [.raised(.auditFailing)])
    }

    @Test func `what nobody could be told is due until somebody is`() {
        var book = AlertBook()
        #expect(book.note([.auditFailing], at: after(0)) == [.raised(.auditFailing)])
        #expect(book.note([.auditFailing], waiting: [.raised(.auditFailing)], at: after(1)).isEmpty)
        #expect(book.note([.auditFailing], at: after(2)) == [.raised(.auditFailing)])
        book.told(.raised(.auditFailing), since: after(2), at: after(3))
        #expect(book.note([.auditFailing], at: after(62)).isEmpty)
        #expect(book.note([.auditFailing], at: after(63)) == [.raised(.auditFailing)])
    }

    @Test func `what waits to be told may be over before`() {
        var book = AlertBook()
        _ = book.note([.auditFailing], at: after(0))
        #expect(book.note([], waiting: [.raised(.auditFailing)], at: after(1)) == [.over(.auditFailing)])
        book.told(.raised(.auditFailing), since: after(0), at: after(2))
        #expect(book.note([.auditFailing], at: after(61)).isEmpty)
        #expect(book.note([.auditFailing], at: after(62)) == [.raised(.auditFailing)])
    }

    @Test func `several admins are one telling, even if one hears it late`() {
        var book = AlertBook()
        _ = book.note([.auditFailing], at: after(0))
        for minute in [0, 0, 60] as [Double] { book.told(.raised(.auditFailing), since: after(0), at: after(minute)) }
        #expect(book.note([.auditFailing], at: after(60)) == [.raised(.auditFailing)])
    }

    @Test func `a claim is kept until somebody is told`() throws {
        var book = AlertBook()
        book.noteClaim(by: "clara@example.com")
        let written = try JSONEncoder().encode(book)
        var restarted = try JSONDecoder().decode(AlertBook.self, from: written)
        let claim = AlertNotice.claimed(by: "clara@example.com")
        #expect(restarted.note([], at: after(0)) == [claim])
        #expect(restarted.note([], waiting: [claim], at: after(0)).isEmpty)
        restarted.told(claim, since: after(0), at: after(1))
        #expect(restarted.note([], at: after(2)).isEmpty)
    }

    @Test func `a book from before claims were kept is read`() throws {
        let written = Data(#"{"entries": {"audit-failing": {"stands": true, "tellings": 1}}}"#.utf8)
        #expect(try JSONDecoder().decode(AlertBook.self, from: written).standing == [.auditFailing])
    }

    @Test(arguments: AlertCause.allCases)
    func `every cause has a word that is fit for a metric`(cause: AlertCause) {
        #expect(cause.rawValue.allSatisfy { $0.isLetter || $0 == "-" })
    }
}

extension AlertBook {
    /// Notes what stands, and that the admins have been told what is due.
    fileprivate mutating func tell(
        _ alerts: [Alert], undecided: Set<AlertCause> = [], at time: Date
    ) -> [AlertNotice] {
        let notices = note(alerts, undecided: undecided, at: time)
        for notice in notices { told(notice, since: time, at: time) }
        return notices
    }
}
